import { testCopy } from './copy'

export function useCopy(): string {
  return testCopy
}
