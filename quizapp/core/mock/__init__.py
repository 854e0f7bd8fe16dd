"""Mock interviews: their questions, and what came of them."""
