package shop

const flagCheckout = "new-checkout"
