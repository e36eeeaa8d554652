export { useTrack as useRenamed } from './hooks'
