// Package events holds names.
package events

import "strings"

type Name = string

const (
	Root Name = "p_root"
	Sub       = Root + "_sub"
)

const Single = "p_single"

const (
	_ = iota
	N
)

var List = []string{"p_l1", "p_l2"}

var Array = [...]string{"p_a0", "p_a1"}

var Nested = map[string]map[string]string{
	"x": {"y": "p_nested"},
}

type Spec struct {
	Event string
	Flag  string
}

var Specs = map[string]*Spec{
	Single: {Event: "p_spec", Flag: "p-spec"},
}

var Default = Spec{Event: "p_default", Flag: "p-default"}

func Lookup(kind string) string {
	switch kind {
	case "a":
		return "p_fa"
	default:
		return "p_fb"
	}
}

func Lower(s string) string { return strings.ToLower(s) }
