export function Home({ name, open }: Props) {
  if (!open) {
    return null
  }
  return (
    <main>
      <h1>{name}</h1>
    </main>
  )
}
