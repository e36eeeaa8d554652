"""Where flags and events live in source code. Pure: bytes in, values out.

The way through: `index` (the entry) walks a tree, `skipping` says what is no source, `reach` picks
the files worth parsing, `parsing` and `outline` turn bytes into a tree with names, `languages`
reads one language's nodes into the few forms of `syntax` and holds its SDK table, `evaluation`
follows `values` through them (`names`, `members`, `calls`, `texts`, `annotations`), `receivers`
says what is PostHog, and `finder` turns calls into usages with `sites`, `reads` and `wrappers`.
`keys` answers the one question a removal has: which strings may this expression be?
"""
