package shop

const (
	newCheckout = "new-checkout"
	sideRail    = "side-rail"
)
