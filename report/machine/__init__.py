"""The machine comes in; what it lacks, and what brings it, goes out."""
