"""From words in bytes to usages: `search` says where to look, `finder` what a call there means.

`trails` follows the names a value goes by, `reach` says who can get hold of it, `wrappers` are the
ways from a function to the SDK, `report` the list that comes out, `crew` those who share the work.
"""
