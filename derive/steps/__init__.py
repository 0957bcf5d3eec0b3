"""Steps: rules from written forms to written forms, and the builder that chooses among them.

No rule decides whether its result is right: every step that is built is judged like a
stranger's.
"""
