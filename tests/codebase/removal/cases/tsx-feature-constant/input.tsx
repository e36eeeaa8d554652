import { PostHogFeature } from 'posthog-js/react'

const HERO = 'new-hero'

export const Home = (props: Props) => (
  <main>
    <PostHogFeature flag={HERO} match={true} fallback={props.children}>
      <Hero />
    </PostHogFeature>
  </main>
)
