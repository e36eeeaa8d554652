import { useEffect, useState } from 'react'
import { useFeatureFlagEnabled } from 'posthog-js/react'
import { Short } from './Short'

export function Row({ item }: Props) {
  const compact = useFeatureFlagEnabled('compact')
  if (compact) {
    return <Short item={item} />
  }

  // the long one loads more
  const [parts, setParts] = useState<Part[]>([])
  useEffect(() => {
    load(item).then(setParts)
  }, [item])
  return <tr>{parts.length}</tr>
}
