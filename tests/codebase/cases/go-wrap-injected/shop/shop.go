package shop

import "example.com/app/track"

type Shop struct {
	tracker track.Tracker
	inner   *nested
}

type nested struct{ t track.Tracker }

func New(t track.Tracker) *Shop {
	return &Shop{tracker: t, inner: &nested{t: t}}
}

func (s *Shop) Pay(who string) {
	_ = s.tracker.Track(who, "opened", nil)
	s.tracker.Track(who, string(EventPaid), map[string]any{"event": "no"})
	if s.tracker.Enabled(who, flagNames.Cart) {
		s.inner.t.Track(who, "nested", nil)
	}
	s.note("note")
	func(t track.Tracker) {
		if on := t.Enabled(who, flagNames.Rail); on {
			return
		}
	}(s.tracker)
}

func (s *Shop) note(what string) { s.tracker.Track("u", what, nil) }
