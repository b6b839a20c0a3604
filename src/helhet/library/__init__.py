"""Kunnskapsbibliotek: what is known, told in plain words, with the way to the original. Anybody may read it."""
