"""From a file as somebody publishes it to cells: which place, which period, which number or mark."""
