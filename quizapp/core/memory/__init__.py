"""What is remembered, what is worth asking, and what will be known on the day."""
