"""English as it is written in Norway."""
