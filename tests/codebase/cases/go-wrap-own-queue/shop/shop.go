package shop

import "example.com/orders/stats"

const Paid = "order paid"

type job struct{ Event string }

func Pay(s *stats.Stats, q chan job, jobs interface{ Enqueue(job) error }) error {
	if err := s.Sent("a", Paid); err != nil {
		return err
	}
	_ = jobs.Enqueue(job{Event: "mail"})
	return s.Relayed("a", "order relayed")
}
