package shop

var watched = []string{flagCheckout}
