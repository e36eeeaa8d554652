package track

type Tracker interface {
	Track(who, event string, props map[string]any) error
	Enabled(who string, key string) bool
}

const Prefix = "app_"
