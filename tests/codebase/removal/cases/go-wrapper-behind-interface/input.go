package shop

import "github.com/posthog/posthog-go"

type Flags interface {
	On(key string) bool
}

type live struct {
	client posthog.Client
}

func (l live) On(key string) bool {
	on, err := l.client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: "shop"})
	return err == nil && on == true
}

func Submit(flags Flags, cart Cart) {
	if flags.On("new-checkout") {
		cart.SubmitNew()
	}
}
