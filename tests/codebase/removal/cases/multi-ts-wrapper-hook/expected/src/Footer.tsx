import { useTotals } from './hooks'

export function Footer({ rows }: Props) {
  const totals = useTotals(rows)
  const links = shortLinks

  return <Bar totals={totals} links={links} />
}
