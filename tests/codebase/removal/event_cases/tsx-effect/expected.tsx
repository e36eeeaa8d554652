import { useState } from 'react'

export function Pricing({ plan }: Props) {
  const [open, setOpen] = useState(false)

  return <button onClick={() => setOpen(!open)}>{plan}</button>
}
