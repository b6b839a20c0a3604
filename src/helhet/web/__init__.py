"""The site's common look and manners: base pages, components, forms, and that nothing typed is lost."""
