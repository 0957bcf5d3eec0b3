"""The derivations of the documents, as a user would write them, by topic."""
