package flags

const (
	// SideRail is the rail on the left.
	SideRail = "side-rail"
	// NewCheckout is on for everybody since March.
	NewCheckout = "new-checkout"
)
