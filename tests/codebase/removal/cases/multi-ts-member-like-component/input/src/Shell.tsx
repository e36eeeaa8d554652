import { useFeatureFlagEnabled } from 'posthog-js/react'
import { Flag } from './flags'
import { NewNav } from './NewNav'
import { OldNav } from './OldNav'

export function Shell() {
  const fresh = useFeatureFlagEnabled(Flag.NewNav)

  return <header>{fresh ? <NewNav /> : <OldNav />}</header>
}
