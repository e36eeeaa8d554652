import { PostHogFeature } from 'posthog-js/react'

export function Home() {
  return (
    <PostHogFeature flag="new-hero" match={true}>
      <Hero />
    </PostHogFeature>
  )
}

export const Side = () => <PostHogFeature flag="new-hero" match={true}><Hero small /></PostHogFeature>
