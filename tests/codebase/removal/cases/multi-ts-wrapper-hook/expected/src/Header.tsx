export function Header() {
  return <NewHeader />
}
