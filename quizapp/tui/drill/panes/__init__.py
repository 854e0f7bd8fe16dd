"""Where a card is answered: one widget for each kind."""
