export function Row({ posthog, item }: Props) {
  return <Cell item={item} />
}
