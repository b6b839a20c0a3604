"""Template tags about who is signed in."""
