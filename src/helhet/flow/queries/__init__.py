"""Reading what happened, to count it, and what was told."""
