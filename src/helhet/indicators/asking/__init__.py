"""Ask those who publish: polite clients for SSB, KLASS, FHI and Udir. What they answer is read by `reading`."""
