import { useFeatureFlagVariantKey } from 'posthog-js/react'
import { Spinner } from './Spinner'

export function Row({ item }: Props) {
  const variant = useFeatureFlagVariantKey('compact')
  if (variant === undefined) {
    return <Spinner />
  }
  return variant === 'test' ? <Short item={item} /> : <Long item={item} />
}
