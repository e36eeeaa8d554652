import { PostHogFeature, useFeatureFlagEnabled } from 'posthog-js/react'

export function Home() {
  const on = useFeatureFlagEnabled('new-hero')
  return (
    <PostHogFeature flag="new-hero" match={true} fallback={on ? <Odd /> : <Old />}>
      <PostHogFeature flag="new-hero" match="control">
        <Never />
      </PostHogFeature>
      <Hero size={on ? 1 : 2} />
    </PostHogFeature>
  )
}
