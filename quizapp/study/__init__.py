"""What the front ends share: what to ask, what may run, and every answer's way into the store."""
