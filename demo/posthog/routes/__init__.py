"""The private API, one module per resource; each lists its routes in `ROUTES`."""
