import { Flag } from './flags'

export const defaults = Object.fromEntries(Object.values(Flag).map((key) => [key, false]))
