"""Mappings: TOML that says how the columns of a file become the records of a case file."""
