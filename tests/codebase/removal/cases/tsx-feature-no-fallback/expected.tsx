import { PostHogProvider } from 'posthog-js/react'

export function Home({ client }: Props) {
  return (
    <PostHogProvider client={client}>
      <Footer />
    </PostHogProvider>
  )
}
