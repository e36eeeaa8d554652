import { PostHogFeature } from 'posthog-js/react'
import { Hero } from './Hero'
import { OldHero } from './OldHero'

export function Home() {
  return (
    <main>
      <PostHogFeature flag="new-hero" match={true} fallback={<OldHero />}>
        <Hero
          wide
        />
      </PostHogFeature>
    </main>
  )
}
