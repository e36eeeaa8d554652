package main

import (
	"net/http"

	"example.org/svc/v2/pkg/events"
	"example.org/svc/v2/pkg/hog"
	analytics "github.com/posthog/posthog-go"
)

type api struct {
	hog   *hog.Client
	capture func(id, event string)
}

type FlagReader interface {
	GetFeatureFlag(payload analytics.FeatureFlagPayload) (interface{}, error)
}

func newAPI(c *hog.Client) *api {
	a := &api{hog: c}
	a.capture = func(id, event string) { c.Capture(id, event) }
	return a
}

func (a *api) handle(w http.ResponseWriter, r *http.Request, fr FlagReader) {
	a.hog.Capture("u", events.Root)
	a.hog.Capture("u", events.Sub, "k", 1)
	a.hog.Capture("u", events.Single)
	a.hog.Capture("u", events.List[1])
	a.hog.Capture("u", events.Array[0])
	a.hog.Capture("u", events.Nested["x"]["y"])
	a.hog.Capture("u", events.Specs[events.Single].Event)
	a.hog.Capture("u", events.Default.Event)
	a.hog.Capture("u", events.Lookup(r.URL.Path))
	a.capture("u", "p_field_func")
	for _, e := range events.List {
		a.hog.Capture("u", e)
	}
	fr.GetFeatureFlag(analytics.FeatureFlagPayload{Key: events.Default.Flag})
	a.hog.Enqueue(analytics.Capture{Event: "p_direct"})
	a.hog.Client.Enqueue(analytics.Capture{Event: "p_inner"})



	a.hog.Capture("u", events.Lower("P_LOW"))
	http.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
		a.hog.Capture(r.Header.Get("id"), "p_handler")
	})
	var once bool
	label := "p_first"
	if once {
		label = "p_second"
	} else if r != nil {
		label = "p_third"
	}
	a.hog.Capture("u", label)
	if v, err := a.hog.GetFeatureFlag(analytics.FeatureFlagPayload{
		Key: "p-multi",
	}); err == nil {
		_ = v
	}
	posthogClient.Enqueue(analytics.Capture{Event: "p_byname"})
	s := analytics.Capture{
		Event: "p_prop",
		Properties: map[string]interface{}{
			"$feature/p-map": true,
			"event":          "p_not",
		},
	}
	a.hog.Enqueue(s)
	props := analytics.NewProperties()
	props.Set("$feature/p-set", true)
	props.Set("plain", true)
	a.hog.Enqueue(analytics.Capture{Event: "$feature_flag_called", Properties: analytics.NewProperties().Set("$feature_flag", "p-called").Set("x", 1)})
}
