module example.com/orders

go 1.22

require github.com/posthog/posthog-go v1.4.0
