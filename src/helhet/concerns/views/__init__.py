"""The pages of a wonder note: through the door, a form, one action, an answer."""
