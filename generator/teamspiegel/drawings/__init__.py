"""What Vega drew, made light, and as it stands in a page or on paper."""
