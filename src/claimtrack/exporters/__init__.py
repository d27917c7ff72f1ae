"""Records into the formats of others, and the native one."""
