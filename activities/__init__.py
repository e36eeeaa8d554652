"""The doors to the outside: one module per outside system, the only place where effects happen.

Each activity is a thin shell around a plain function of the same module, which the command line
calls too: what a terminal shows and what a Schedule does can never disagree.
"""
