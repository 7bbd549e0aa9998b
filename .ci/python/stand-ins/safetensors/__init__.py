"""Stands in for the package safetensors, which Debian does not have. The real one comes first where it is installed."""
