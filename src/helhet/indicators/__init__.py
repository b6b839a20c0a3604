"""The municipality's picture: figures about children and young people from those who publish them, through the years."""
