"""The case file on disk: SQLite, its rules, and the one door through which it is changed."""
