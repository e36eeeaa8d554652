package shop

import (
	"context"

	"example.com/shop/flags"
)

func Submit(ctx context.Context, cart Cart) {
	if flags.On(ctx, "new-checkout") {
		cart.SubmitNew(ctx)
	} else {
		cart.Submit(ctx)
	}
}
