import { PostHogFeature } from 'posthog-js/react'

export const Rows = ({ rows }: Props) => (
  <ul>{rows.map((row) => <PostHogFeature key={row} flag="new-hero" match={true}><li>{row}</li></PostHogFeature>)}</ul>
)
