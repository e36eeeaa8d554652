export function Row({ posthog, item }: Props) {
  return <p title={item.name}>{'Open'} item</p>
}
