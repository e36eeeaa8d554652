package shop

type EventName string

const EventPaid EventName = "paid"

var flagNames = struct {
	Cart, Rail string
}{
	Cart: "in-cart",
	Rail: "in-rail",
}
