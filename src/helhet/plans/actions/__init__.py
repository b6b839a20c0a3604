"""Writing in plans: one function for each thing people do, one transaction each, one actor, one trace."""
