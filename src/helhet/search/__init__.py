"""Søk: texts other rooms hand over, found by Norwegian words. The same hits, in the same order, in both databases."""
