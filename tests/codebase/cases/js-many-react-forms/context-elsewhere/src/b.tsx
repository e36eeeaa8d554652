import { useT } from './ctx'
export function B() { const { track } = useT(); track('ce_1') }
