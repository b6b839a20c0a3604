"""The municipality's picture: readers, years, imports, pages."""
