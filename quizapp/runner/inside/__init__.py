"""What runs in the runner's own processes, and imports nothing of the app's side."""
