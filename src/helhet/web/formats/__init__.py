"""Date formats where Django's own do not fit; for FORMAT_MODULE_PATH."""
