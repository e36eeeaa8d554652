package flags

const (
	// SideRail is the rail on the left.
	SideRail = "side-rail"
)
