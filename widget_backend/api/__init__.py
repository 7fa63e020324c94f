"""HTTP, and nothing but HTTP: one file for each kind of caller."""
