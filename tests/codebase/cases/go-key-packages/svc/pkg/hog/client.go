package hog

import "github.com/posthog/posthog-go"

type Client struct {
	posthog.Client
	enabled bool
}

func (c *Client) Capture(id string, event string, kv ...any) {
	if !c.enabled {
		return
	}
	props := posthog.NewProperties()
	for i := 0; i+1 < len(kv); i += 2 {
		props.Set(kv[i].(string), kv[i+1])
	}
	if err := c.Enqueue(posthog.Capture{
		DistinctId: id,
		Event:      event,
		Properties: props,
	}); err != nil {
		panic(err)
	}
}
