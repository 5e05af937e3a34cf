"""A theme's folder comes in; a new one goes out, or copies, differences, findings, a package."""
