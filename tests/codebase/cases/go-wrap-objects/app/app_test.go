package app

import (
	"testing"

	"github.com/posthog/posthog-go"
)

type fakeClient struct{ posthog.Client }

func (f *fakeClient) Enqueue(m posthog.Message) error { return nil }

func TestRun(t *testing.T) {
	f := &fakeClient{}
	f.Enqueue(posthog.Capture{Event: "m_fake"})
}
