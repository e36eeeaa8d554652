export function Row({ item }: Props) {
  return <Short item={item} />
}
