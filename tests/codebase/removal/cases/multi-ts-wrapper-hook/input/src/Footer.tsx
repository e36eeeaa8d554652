import { useNewNav, useTotals } from './hooks'

export function Footer({ rows }: Props) {
  const totals = useTotals(rows)
  const links = useNewNav() ? shortLinks : longLinks

  return <Bar totals={totals} links={links} />
}
