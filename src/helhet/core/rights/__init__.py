"""What one can ask for, of whom, and where rules collide: data on top of the law, for pages that anybody may read."""
