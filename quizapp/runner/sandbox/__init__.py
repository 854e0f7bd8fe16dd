"""What protects the machine from a run."""
