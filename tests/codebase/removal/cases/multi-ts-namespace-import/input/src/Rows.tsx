import { useFeatureFlagEnabled } from 'posthog-js/react'
import * as flags from './flags'

export function Rows({ rows }: Props) {
  const bulk = useFeatureFlagEnabled(flags.BULK_EDIT)
  const rail = useFeatureFlagEnabled(flags.SIDE_RAIL)

  return (
    <main>
      {rail && <Rail />}
      {bulk && <BulkBar rows={rows} />}
      <Table rows={rows} />
    </main>
  )
}
