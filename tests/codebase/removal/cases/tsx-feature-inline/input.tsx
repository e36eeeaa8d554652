import { PostHogFeature } from 'posthog-js/react'

export const Home = ({ name }: Props) => (
  <p>
    Hello <PostHogFeature flag="new-hero" match={true}><b>{name}</b></PostHogFeature> again
  </p>
)
