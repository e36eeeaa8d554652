package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/posthog/posthog-go"
)

const area = "d_area"

type cfg struct{ Event string }

func d(c posthog.Client, s cfg, names []string) {
	c.Enqueue(posthog.Capture{Event: os.Getenv("EV")})



	c.Enqueue(posthog.Capture{Event: strings.ToLower("D_LOWER")})



	for _, n := range names {
		c.Enqueue(posthog.Capture{Event: n})
	}



	c.Enqueue(posthog.Capture{Event: fmt.Sprintf("%s_%s", area, "x")})



	c.Enqueue(posthog.Capture{Event: fmt.Sprintf("%s_%d", area, len(names))})



	key := "d-start"
	key = os.Args[1]
	c.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key})



	ev := area
	ev += "_more"
	c.Enqueue(posthog.Capture{Event: ev})



	all, _ := c.GetAllFlags(posthog.FeatureFlagPayloadNoKey{})
	_ = all[os.Args[0]]



	c.Enqueue(posthog.Capture{Event: strings.Join([]string{area, "j"}, "_")})
	func(area string) {
		c.Enqueue(posthog.Capture{Event: area})
	}("d_arg")
}

func main() { c, _ := posthog.NewWithConfig("phc_dyn", posthog.Config{}); d(c, cfg{}, os.Args) }
