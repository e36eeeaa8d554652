package track

import (
	"fmt"

	"github.com/posthog/posthog-go"
)

type hogTracker struct {
	ph posthog.Client
}

func NewTracker(key string) (Tracker, error) {
	c, err := posthog.NewWithConfig(key, posthog.Config{})
	if err != nil {
		return nil, err
	}
	return &hogTracker{c}, nil
}
