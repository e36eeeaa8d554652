import { FLAGS } from './flags'

export function useStaging() {
  FLAGS.rows = 'wide-rows-staging'
}
