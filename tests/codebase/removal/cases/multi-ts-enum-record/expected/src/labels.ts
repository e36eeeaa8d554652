import { Flag } from './flags'

export const labels: Record<Flag, string> = {
  [Flag.SideRail]: 'Side rail',
  [Flag.BulkEdit]: 'Edit several rows',
}
