"""Helhet: one plan around a child, held by one person until another has accepted."""
