"""A synthetic Norway: nobody in it is real; how many there are, and how old, is true to public figures."""
