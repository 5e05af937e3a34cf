"""A briefing, its pages and its theme come in; every error, doubt and omission in them goes out."""
