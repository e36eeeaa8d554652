export function Row({ posthog, item }: Props) {
  return (
    <tr>
      <td
        className="short"
      >
        {item.short}
      </td>
    </tr>
  )
}
