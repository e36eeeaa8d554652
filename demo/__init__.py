"""The pretend company Hazelnut: everything outside of Groundskeeper, on one machine.

Nothing here imports Groundskeeper, and Groundskeeper reaches it by address only: a mistake that
both sides shared would cancel out.
"""
