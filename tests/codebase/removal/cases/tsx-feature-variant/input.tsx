import { PostHogFeature } from 'posthog-js/react'

export const Home = () => (
  <main>
    <PostHogFeature flag="new-hero" match="test">
      <Hero kind="b" />
    </PostHogFeature>
    <PostHogFeature flag="new-hero" match={'control'}>
      <Hero kind="a" />
    </PostHogFeature>
  </main>
)
