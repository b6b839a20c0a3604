"""The two kinds of letters the newsletter sends."""

CONFIRM = "newsletter:confirm"
"""The question to an address whether it wants letters."""
ISSUE = "newsletter:issue"
"""An issue, to those who want it."""
