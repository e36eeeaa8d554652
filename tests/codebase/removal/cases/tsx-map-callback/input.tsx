import { useFeatureFlagEnabled } from 'posthog-js/react'

export function Rows({ items }: Props) {
  const compact = useFeatureFlagEnabled('compact')
  return (
    <table>
      {items.map((item) => (compact ? <Short key={item.id} /> : <Long key={item.id} />))}
      {items.filter((item) => compact || item.open).map((item) => item.name)}
    </table>
  )
}
