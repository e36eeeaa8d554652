package flags

const (
	GiftWrap = "gift-wrap"
)
