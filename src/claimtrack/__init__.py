"""claimtrack: competing versions of events as linked, sourced, dated assertions."""
