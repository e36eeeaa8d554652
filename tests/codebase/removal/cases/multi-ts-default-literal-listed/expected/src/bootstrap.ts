import everyFlag from './flags'

export const defaults = load(everyFlag)
