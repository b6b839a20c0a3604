"""Template tags of the readers' feedback."""
