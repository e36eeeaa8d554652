import * as flags from './flags'

export const known = () => Object.values(flags)
