from .inner import sub_track, hidden
__all__ = ["sub_track"]
