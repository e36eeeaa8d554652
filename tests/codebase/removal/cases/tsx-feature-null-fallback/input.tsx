import { PostHogFeature } from 'posthog-js/react'

export function Home({ name, open }: Props) {
  if (!open) {
    return (
      <PostHogFeature flag="new-hero" match={true} fallback={null}>
        <Hero small />
      </PostHogFeature>
    )
  }
  return (
    <main>
      <h1>{name}</h1>
      <PostHogFeature flag="new-hero" match={true} fallback={null}>
        <Hero />
      </PostHogFeature>
    </main>
  )
}
