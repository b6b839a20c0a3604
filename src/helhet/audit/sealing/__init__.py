"""Sealing the log: canonical rows, the tree over them, and signed checkpoints. Only the worker holds the key."""
