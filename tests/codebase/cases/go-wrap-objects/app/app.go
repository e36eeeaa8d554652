package app

import (
	"context"

	"acme.dev/more/hog"
)

type flagSet struct {
	name string
	on   bool
}

const (
	evA = "m_a"
	evB = "m_b"
)

var table = []flagSet{
	{name: "m-t1"},
	{name: "m-t2", on: true},
}

var byKind = map[string]flagSet{
	"x": {name: "m-kx"},
}

type server struct {
	hog *hog.Service
}

func (s *server) run(ctx context.Context) {
	s.hog.Emit(ctx, evA)
	s.hog.EmitArea("cart", "opened")
	hog.Get().Emit(ctx, evB)
	hog.Track("m_track")
	send := hog.Tracker("m_pre_")
	send("fix")
	hog.Tracker("m_pre2_")("fix")
	emit := s.hog.Emit
	emit(ctx, "m_value")
	hog.Generic(s.hog, "m_generic", 3)
	if ok, _ := s.hog.Checkout(ctx); ok {
		return
	}
	for _, f := range table {
		if s.hog.Flag(ctx, f.name) {
			continue
		}
	}
	s.hog.Flag(ctx, byKind["x"].name)
	var name string
	switch {
	case ok(ctx):
		name = "m_s1"
	default:
		name = "m_s2"
	}
	s.hog.Emit(ctx, name)
}

func ok(ctx context.Context) bool { return ctx != nil }
