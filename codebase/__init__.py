"""Where flags and events live in source code. Pure: bytes in, values out.

`index` is the entry and `remembered` the one with a memory. The way through: `tree` looks at every
byte once and says what is no source, `finding` picks the words, files and calls that may matter,
`parsing` and `outline` turn a file into nodes with names, `modules` keeps a few files at a time,
`languages` reads one language's nodes into the few forms of `syntax` and holds its SDK as data
(`surface`), and `meaning` says what an expression may be. `keys` answers the one question a
removal has: which strings may this expression be? `removal` takes a flag out,
and `annotating` writes notes into a file.
"""
