package shop

import "github.com/posthog/posthog-go"

type Flags struct {
	client posthog.Client
}

func (f Flags) Enabled(key, user string) (bool, error) {
	value, err := f.client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: user})
	if err != nil {
		return false, err
	}
	on, _ := value.(bool)
	return on, nil
}

func Submit(flags Flags, cart Cart) error {
	if gift, err := flags.Enabled("gift-wrap", cart.User); err == nil && gift {
		cart.Wrap()
	}
	return cart.Submit()
}
