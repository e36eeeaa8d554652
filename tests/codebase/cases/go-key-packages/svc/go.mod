module example.org/svc/v2

go 1.21
