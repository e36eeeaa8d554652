export function Row({ posthog, item }: Props) {
  return (
    <>
      <Short item={item} />
    </>
  )
}
