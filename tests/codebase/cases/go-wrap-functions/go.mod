module acme.dev/svc
