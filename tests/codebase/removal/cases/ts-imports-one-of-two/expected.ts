import 'reflect-metadata'
import { all } from './edit'
import { mark } from './legacy'
import { type Row } from './rows'
export { other } from './other'

export function edit(posthog: PostHog, rows: Row[]) {
  return all(mark(rows))
}
