import { PostHogFeature } from 'posthog-js/react'

export const Home = () => (
  <main>
    <PostHogFeature flag="new-hero" match={true}>
      {(payload) => <Hero title={payload.title} />}
    </PostHogFeature>
  </main>
)
