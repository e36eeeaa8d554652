package flags

const (
	// Checkout is the checkout of 2025.
	Checkout = "new-checkout"

	GiftWrap = "gift-wrap"
)
