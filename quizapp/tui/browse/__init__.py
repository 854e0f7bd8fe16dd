"""All cards: find, look into, put away."""
