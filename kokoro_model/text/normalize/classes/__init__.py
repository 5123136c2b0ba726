"""The classifiers, a module each for a family of semiotic classes, found in any language by the language's data.

Each has `read`, a rule that rewrites what it finds by the language's words for it, and most have `forms`: the patterns
of what is read as one.
"""
