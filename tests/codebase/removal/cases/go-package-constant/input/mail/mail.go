package mail

const flagCheckout = "mail of another package"
