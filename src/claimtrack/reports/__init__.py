"""Reports: what is handed over to an editor, a court, a colleague, in any form and several languages."""
