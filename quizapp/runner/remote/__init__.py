"""Runs on another machine: in a kernel of a Jupyter server, over its documented protocol."""
