import { useNewNav } from './hooks'

export function Header() {
  const fresh = useNewNav()

  if (!fresh) {
    return <OldHeader />
  }

  return <NewHeader />
}
