"""Results as tagged blocks, for every renderer."""
