'use client'

import { useFeatureFlagEnabled, usePostHog } from 'posthog-js/react'
import { Editor } from './Editor'

export default function Page() {
  const posthog = usePostHog()
  const bulk = useFeatureFlagEnabled('bulk-edit')

  if (!bulk) {
    posthog.capture('old editor')
    return null
  }

  return <Editor />
}
