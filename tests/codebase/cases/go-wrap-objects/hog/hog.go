package hog

import (
	"context"
	"fmt"
	"sync"

	"github.com/posthog/posthog-go"
)

type Service struct {
	*base
	log Logger
}

type base struct {
	client posthog.Client
}

func (b *base) emit(name string, props posthog.Properties) {
	b.client.Enqueue(posthog.Capture{DistinctId: "u", Event: name, Properties: props})
}

func (s *Service) Emit(ctx context.Context, name string) {
	s.emit(name, nil)
}

func (s *Service) EmitArea(area, verb string) {
	s.emit(fmt.Sprintf("m_%s_%s", area, verb), nil)
}

type Option func(*Service)

func WithClient(c posthog.Client) Option {
	return func(s *Service) { s.client = c }
}

func NewService(opts ...Option) *Service {
	s := &Service{base: &base{}}
	for _, o := range opts {
		o(s)
	}
	return s
}

var (
	once     sync.Once
	instance *Service
)

func Get() *Service {
	once.Do(func() {
		instance = NewService()
	})
	return instance
}

var Track = func(name string) { Get().Emit(context.Background(), name) }

func Tracker(prefix string) func(string) {
	return func(verb string) {
		Get().Emit(context.Background(), prefix+verb)
	}
}

type Func func(name string)

type Handlers struct {
	OnEvent Func
}

func Generic[T any](s *Service, name string, v T) T {
	s.Emit(context.Background(), name)
	return v
}

func (s *Service) Checkout(ctx context.Context) (bool, error) {
	return s.flag(ctx, "m-checkout")
}

func (s *Service) flag(ctx context.Context, key string) (bool, error) {
	v, err := s.client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: "u"})
	if err != nil {
		return false, err
	}
	b, _ := v.(bool)
	return b, nil
}

func (s *Service) Flag(ctx context.Context, key string) bool {
	on, err := s.flag(ctx, key)
	return err == nil && on
}
