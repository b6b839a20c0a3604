"""The rules, in plain Python: no framework, no database, no clock. A lawyer can read this folder."""
