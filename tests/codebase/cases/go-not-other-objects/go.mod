module acme.dev/n
