"""What cards are, and banks of them as text."""
