import posthog from 'posthog-js'

export function build(report, extra) {
  posthog.capture('report built', {
    ...extra,
    at: new Date().toISOString(),
    name: `${report.name}-${report.version}`,
    'row count': report.rows.length,
    seconds: Math.round(report.seconds),
    shape: JSON.stringify(Object.keys(report.columns)),
    empty: !report.rows.length,
    owner: report.owner?.name ?? String(report.id),
    render: () => report.render(),
  })
  return report
}
