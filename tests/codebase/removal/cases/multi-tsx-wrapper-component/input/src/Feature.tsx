import { useFeatureFlagEnabled } from 'posthog-js/react'

export function Feature({ flag, children, otherwise }: Props) {
  const on = useFeatureFlagEnabled(flag)
  return on ? <>{children}</> : otherwise
}
