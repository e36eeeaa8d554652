package queue

type Capture struct{ Event string }

type Client interface{ Enqueue(c Capture) }

type posthogQueue struct{ jobs []Capture }

func (p *posthogQueue) Enqueue(c Capture) { p.jobs = append(p.jobs, c) }
