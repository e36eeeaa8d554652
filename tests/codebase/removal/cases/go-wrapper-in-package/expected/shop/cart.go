package shop

import (
	"context"
)

func Submit(ctx context.Context, cart Cart) {
	cart.SubmitNew(ctx)
}
