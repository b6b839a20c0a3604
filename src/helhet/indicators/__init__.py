"""The municipality's picture: published figures about children and young people, through the years."""
