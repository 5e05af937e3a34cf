"""A briefing comes in; what its writer asks goes out: which fact, where, how many, what changed."""
