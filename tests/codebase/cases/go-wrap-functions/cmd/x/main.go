package main

import (
	a "acme.dev/svc/internal/analytics"
	"github.com/posthog/posthog-go"
)

var table = map[string]string{"l": "w_left", "r": "w_right"}

type kind int

func pick(big bool) string {
	if big {
		return "w_big"
	}
	return "w_small"
}

func main() {
	a.Send(a.Event{Name: "w_struct"})
	e := a.Event{Name: "w_variable"}
	a.Send(e)
	a.Batch("w_b1", "w_b2")
	a.Message(posthog.Capture{Event: "w_message"})
	a.Any(&posthog.Capture{Event: "w_any"})
	a.Who(posthog.Identify{DistinctId: "u"})
	if a.NewUI() {
		a.Variant("variant")
	}
	a.Send(a.Event{Name: table["l"]})
	a.Send(a.Event{Name: pick(true)})
	key := "w_one"
	if len(table) > 1 {
		key = "w_two"
	}
	a.Send(a.Event{Name: key})
	a.Send(a.Event{Name: os.Getenv("X")})
}
