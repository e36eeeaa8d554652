import { useFeatureFlagEnabled } from 'posthog-js/react'
import * as flags from './flags'

export function Rows({ rows }: Props) {
  const rail = useFeatureFlagEnabled(flags.SIDE_RAIL)

  return (
    <main>
      {rail && <Rail />}
      <Table rows={rows} />
    </main>
  )
}
