"""Writing banks: check them, prove them by running, make new cards."""
