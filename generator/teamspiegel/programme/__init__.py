"""A programme of schools: from what each publishes to what they have together. Pure, like the line it stands on."""
