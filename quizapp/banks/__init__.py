"""Banks on the disk: read, watched, written."""
