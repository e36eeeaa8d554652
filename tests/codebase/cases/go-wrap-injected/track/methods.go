package track

import "github.com/posthog/posthog-go"

func (h *hogTracker) Track(who, event string, props map[string]any) error {
	return h.ph.Enqueue(posthog.Capture{DistinctId: who, Event: Prefix + event})
}

func (h *hogTracker) Enabled(who string, key string) bool {
	on, err := h.ph.IsFeatureEnabled(posthog.FeatureFlagPayload{
		Key:        key,
		DistinctId: who,
	})
	if err != nil {
		return false
	}
	enabled, ok := on.(bool)
	return ok && enabled
}

func (h *hogTracker) NewCheckout(who string) bool {
	return h.Enabled(who, "in-checkout")
}
