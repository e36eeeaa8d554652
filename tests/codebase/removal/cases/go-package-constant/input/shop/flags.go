package shop

const flagCheckout = "new-checkout"

const flagGift = "gift-wrap"
