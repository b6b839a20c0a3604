"""Holding, writing down the archive's answer, and letting go."""
