"""Bytes into draft records, each with its position in the input."""
