package main

import (
	"os"

	"example.com/app/shop"
	"example.com/app/track"
)

func main() {
	t, err := track.NewTracker(os.Getenv("KEY"))
	if err != nil {
		panic(err)
	}
	t.Track("u", "started", nil)
	shop.New(t).Pay("u")
}
