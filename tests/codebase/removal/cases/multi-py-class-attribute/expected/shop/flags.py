class Flags:
    #: the rail on the left
    SIDE_RAIL = "side-rail"
