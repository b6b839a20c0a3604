"""The library's pages: for anybody, and at the editors' desk."""
