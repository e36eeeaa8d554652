package app

import (
	. "github.com/posthog/posthog-go"
	ph "github.com/posthog/posthog-go/v1"
)

type P = FeatureFlagPayload

type Deps struct {
	Client
	name string
}

var client = New("phc_x")

const (
	first, second = "c_first", "c_second"
	prefix        = "c_"
	joined        = prefix + "joined"
)

func run(d Deps, quit chan bool) {
	client.Enqueue(Capture{DistinctId: "u", Event: "e_dot"})
	d.Enqueue(ph.Capture{Event: "e_embedded"})
	d.Client.Enqueue(&ph.Capture{Event: first})
	client.Enqueue(Capture{Event: second})
	client.Enqueue(Capture{Event: joined})
	if v, err := client.IsFeatureEnabled(P{Key: "f_if"}); err == nil && v == true {
		return
	}
	switch x, _ := client.GetFeatureFlag(FeatureFlagPayload{Key: "f_switch"}); x {
	case "a":
	}
	go func() {
		client.Enqueue(Capture{Event: "e_go"})
	}()
	defer client.Enqueue(Capture{Event: "e_defer"})
	go client.Enqueue(Capture{Event: "e_go2"})
	msg := Capture{DistinctId: "u"}
	msg.Event = "e_after"
	client.Enqueue(msg)
	var m2 Capture
	m2.Event = "e_var"
	client.Enqueue(&m2)
	m3 := &Capture{Event: "e_old"}
	m3.Event = "e_new"
	client.Enqueue(m3)
	m4 := new(Capture)
	m4.Event = "e_made"
	client.Enqueue(m4)
	payload := P{DistinctId: "u", Key: "f_var"}
	client.GetFeatureFlag(payload)
	flags, err := client.GetAllFlags(FeatureFlagPayloadNoKey{DistinctId: "u"})
	if v, ok := flags["f_all"]; ok {
		_ = v
	}
	_ = err
	snap, _ := client.EvaluateFlags(EvaluateFlagsPayload{DistinctId: "u", FlagKeys: []string{"f_req"}})
	_, _ = snap.GetFlag("f_snap"), snap.GetFlagPayload("f_payload")
	snap.Only("f_only1", "f_only2")
	snap.Only([]string{"f_only3"}...)
	client.Enqueue(Capture{Event: "e_prop", Properties: NewProperties().
		Set("$feature/f_prop", true).Set("other", 1)})
	client.Enqueue(Capture{Event: "e_prop2", Properties: Properties{"$feature/f_prop2": "x"}})
	client.Enqueue(Identify{DistinctId: "u"})
	client.Enqueue(GroupIdentify{Type: "x", Key: "k"})
	send := client.Enqueue
	send(Capture{Event: "e_value"})
	client.Enqueue(Capture{Event: `e_raw`})
	client.Enqueue(Capture{Event: "e_\u00e9"})
	for _, name := range []string{"e_loop1", "e_loop2"} {
		client.Enqueue(Capture{Event: name})
	}
}
