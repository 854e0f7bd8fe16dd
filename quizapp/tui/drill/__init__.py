"""A drill: one card after the other."""
