import { PostHogFeature } from 'posthog-js/react'

export const Home = ({ name }: Props) => (
  <main>
    <h1>{name}</h1>
    <PostHogFeature flag="new-hero" match={true} fallback={null} trackView={false}>
      <Hero />
      {/* two of them */}
      <Hero second />
    </PostHogFeature>
    <Footer />
  </main>
)
