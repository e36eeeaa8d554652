import { OldHero } from './OldHero'

export function Home() {
  return (
    <main>
      <OldHero kind="plain" />
    </main>
  )
}
