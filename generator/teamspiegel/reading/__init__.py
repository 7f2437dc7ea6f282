"""Read and check: from the bytes of `content/` and `data/` to definitions and answers, or to every problem in them."""
