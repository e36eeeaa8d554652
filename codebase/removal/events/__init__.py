"""Take the captures of one event out of a tree.

The way through, shared by any number of events in `attempts`: `finding` (where is it captured, also
through `wrappers`; which functions are nothing but a capture is asked by `helpers`), `file` (one
file: all or nothing), in it `statements` for how much of the code around a capture goes with it,
judged by `effects` and the `words` of each language; what falls afterwards and the proofs are those
of the flags. `removal` gives the account of one event.
"""
