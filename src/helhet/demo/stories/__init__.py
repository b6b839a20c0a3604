"""The stories of Fjordvik: one function each, told by the things people do. Everyone in them is invented."""
