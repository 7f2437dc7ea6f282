"""Reports to papers: what stands on each, as plain data. The theme's templates say it in words."""
