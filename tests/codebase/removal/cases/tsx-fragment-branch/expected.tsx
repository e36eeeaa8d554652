export function Row({ posthog, item }: Props) {
  return (
    <tr>
      <>
        <Short item={item} />
        <Note />
      </>
    </tr>
  )
}
