"""What the stages hand each other: definitions, frames, problems, charts and pages. No stage is imported here."""
