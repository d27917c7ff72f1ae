"""The grammar: rules over token letters, the same for every language."""
