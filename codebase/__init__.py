"""Where flags and events live in source code. Pure: bytes in, values out.

The way through: `index` (the entry) walks a tree, `skipping` says what is no source, `reach` picks
the files worth parsing, `parsing` and `scopes` turn bytes into a tree with names, `languages` reads
one language's nodes into the few forms of `syntax`, `evaluation` follows values through them, and
`finder`, `sites` and `wrappers` turn calls into usages.
"""
