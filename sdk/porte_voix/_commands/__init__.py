"""The commands of the bare install, one file for each group."""
