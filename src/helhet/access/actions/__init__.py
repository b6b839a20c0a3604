"""What people do with a consent."""
