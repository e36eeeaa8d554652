import { PostHogFeature } from 'posthog-js/react'

export const Home = () => (
  <main>
    <PostHogFeature flag="new-hero" fallback={<OldHero />}>
      <Hero />
    </PostHogFeature>
  </main>
)
