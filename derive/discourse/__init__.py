"""Discourse: pieces of a document to statements, each with its status and its scope."""
