package shop

const flagGift = "gift-wrap"
