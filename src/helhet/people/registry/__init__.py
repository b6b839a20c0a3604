"""The organisation registry: Norway's municipalities and counties since 2002 and their changes, as data."""
