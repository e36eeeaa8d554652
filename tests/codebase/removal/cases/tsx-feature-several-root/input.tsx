import { PostHogFeature } from 'posthog-js/react'

export const Home = () => (
  <PostHogFeature flag="new-hero" match={true}>
    <Hero />
    <Hero second />
  </PostHogFeature>
)
