import { useEffect } from 'react'

export function Pricing({ plan, load }: Props) {
  useEffect(() => {
    load(plan)
  }, [plan, load])

  return <b>{plan}</b>
}
