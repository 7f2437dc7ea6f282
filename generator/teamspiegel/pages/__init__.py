"""Pages: published numbers, insights and drawings as Markdown that any site builder can build."""
