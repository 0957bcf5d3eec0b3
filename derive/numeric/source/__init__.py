"""Python source of array programs: small modules to read, to paste, and to run."""
