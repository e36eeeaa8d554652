package stats

import (
	"github.com/posthog/posthog-go"

	mesh "example.com/elsewhere/mesh"
)

type outbox interface {
	Enqueue(posthog.Message) error
}

type Stats struct {
	out  outbox
	hub  *mesh.Hub
	kept kept
}

func Open(token string, dial func(string) (outbox, error)) (*Stats, error) {
	out, err := dial(token)
	return &Stats{out: out}, err
}

func (s *Stats) Sent(id string, name string) error {
	msg := posthog.Capture{DistinctId: id, Event: name}
	if len(id) > 8 {
		msg.Groups = posthog.NewGroups()
	}
	return s.out.Enqueue(msg)
}

func (s *Stats) Relayed(id string, name string) error {
	return s.hub.Client.Enqueue(posthog.Capture{DistinctId: id, Event: name})
}

func (s *Stats) Known(id string) error {
	return s.out.Enqueue(posthog.Identify{DistinctId: id})
}

type kept struct {
	all []posthog.Message
}

func (k *kept) Enqueue(msg posthog.Message) error {
	k.all = append(k.all, msg)
	return nil
}

func (s *Stats) Held() error {
	return s.kept.Enqueue(posthog.Capture{DistinctId: "a", Event: "only kept"})
}
