import React from 'react'
import { useFeatureFlagEnabled } from 'posthog-js/react'

export default function Row({ item }) {
  const compact = useFeatureFlagEnabled('compact')
  return compact ? <Short item={item} /> : <Long item={item} />
}
