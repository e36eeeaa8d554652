import { PostHogFeature, PostHogProvider } from 'posthog-js/react'
import { Hero } from './Hero'

export function Home({ client }: Props) {
  return (
    <PostHogProvider client={client}>
      {/* everybody, soon */}
      <PostHogFeature flag="new-hero" match>
        <Hero />
      </PostHogFeature>
      <Footer />
    </PostHogProvider>
  )
}
