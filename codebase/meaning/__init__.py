"""What expressions may be, as far as anybody can tell without running them.

`values` are the answers, `evaluation` gives them, `engine` is what its parts ask of each other:
`names` and `visible` find what a name stands for, `members` and `objects` what an attribute is,
`calls` what a call returns, `receivers` what is PostHog, `sites` which argument is the key.
"""
