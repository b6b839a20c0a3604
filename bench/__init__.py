"""The performance promises: a synthetic Norway, and what the program costs on it, as ratios measured in one run."""
