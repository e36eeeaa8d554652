import { PostHogFeature } from 'posthog-js/react'

export const Home = ({ arm }: Props) => (
  <main>
    <PostHogFeature flag="new-hero" match={arm}>
      <Hero />
    </PostHogFeature>
  </main>
)
