import { Feature } from './Feature'

export function App() {
  return (
    <Feature flag="new-nav" otherwise={<OldNav />}>
      <NewNav />
    </Feature>
  )
}
