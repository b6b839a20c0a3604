"""Charts as numbers: where each line, bar and mark goes. A template makes SVG of them; the style sheet colours it."""
