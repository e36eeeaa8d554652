import { useFeatureFlagVariantKey } from 'posthog-js/react'
import { oldCopy, testCopy } from './copy'

export function useCopy(): string {
  const variant = useFeatureFlagVariantKey('cta-copy')
  if (variant === 'control' || variant === 'holdout') {
    return oldCopy
  }
  if (variant !== 'test') return ''
  return variant == 'test' ? testCopy : oldCopy
}
