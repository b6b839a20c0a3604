"""The items the library begins with, as files."""
