package shop

import (
	"fmt"
)

const (
	cancelled = "order cancelled"
)

func Place(order Order) {
	order.client().Save()
}

func Print() {
	fmt.Println(cancelled)
}
