import { PostHogFeature } from 'posthog-js/react'

export const Home = () => (
  <main>
    <PostHogFeature flag="new-hero" match={true} className="wide">
      <Hero />
    </PostHogFeature>
  </main>
)
