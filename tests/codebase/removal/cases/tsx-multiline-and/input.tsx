export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return (
    <tr>
      {compact && (
        <td
          className="short"
        >
          {item.short}
        </td>
      )}
      {!compact && (
        <td>
          {item.long}
        </td>
      )}
    </tr>
  )
}
