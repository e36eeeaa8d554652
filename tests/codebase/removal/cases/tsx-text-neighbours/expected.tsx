export function Row({ posthog, item }: Props) {
  return <p>Open  and {item.name}</p>
}
