"""Reading plans: doors, lists, and what a page needs."""
