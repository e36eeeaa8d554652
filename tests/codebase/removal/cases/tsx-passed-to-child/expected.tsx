import { useFeatureFlagEnabled } from 'posthog-js/react'

export function Rows({ items }: Props) {
  const compact = useFeatureFlagEnabled('compact')
  return <Table items={items} compact={compact} />
}
