import posthog from 'posthog-js'

export function Logo({ home }: Props) {
  return (
    <img
      onClick={() => {
        posthog.capture('logo clicked')
        home()
      }}
    />
  )
}
