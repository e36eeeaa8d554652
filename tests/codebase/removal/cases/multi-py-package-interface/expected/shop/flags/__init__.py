from shop.flags.keys import BULK_EDIT, SIDE_RAIL

__all__ = ["BULK_EDIT", "SIDE_RAIL"]
