import { NewNav } from './NewNav'

export function Shell() {
  return <header><NewNav /></header>
}
