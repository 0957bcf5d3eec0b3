"""The judge of one step of a document: from what stands in print to a verdict with evidence."""
