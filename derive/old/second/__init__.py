"""Second looks at steps of which the first reading says nothing: one other reading each."""
