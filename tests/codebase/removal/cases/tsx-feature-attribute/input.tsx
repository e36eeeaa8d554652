import { PostHogFeature } from 'posthog-js/react'

export const Home = () => (
  <Frame
    top={
      <PostHogFeature flag="new-hero" match={true}>
        <Hero />
      </PostHogFeature>
    }
    side={<PostHogFeature flag="new-hero" match={true} fallback={<Old />}><Hero small /></PostHogFeature>}
  />
)
