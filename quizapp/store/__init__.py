"""What the learner leaves behind, in SQLite."""
