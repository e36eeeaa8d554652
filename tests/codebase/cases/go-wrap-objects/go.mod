module acme.dev/more
