"""Measurements, each as a ratio within one run; `make bench` runs them all."""
