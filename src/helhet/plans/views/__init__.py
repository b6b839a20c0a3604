"""The pages about plans: load through a door, ask a form, call one action, answer."""
