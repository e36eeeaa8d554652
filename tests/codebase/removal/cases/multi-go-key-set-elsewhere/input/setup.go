package sync

func setUp(name string) {
	flagSync = name
}
