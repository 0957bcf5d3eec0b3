"""Programs for people. They are thin: nothing is decided here."""
