import { PostHogFeature } from 'posthog-js/react'

export const Home = (props: Props) => (
  <main>
    <PostHogFeature flag="new-hero" match={true} fallback={props.children}>
      <Hero />
    </PostHogFeature>
  </main>
)
