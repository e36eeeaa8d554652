import { Button } from './button'

export function Upgrade({ plan, onUpgrade }: Props) {
  function upgrade() {
    onUpgrade(plan)
  }

  return <Button onClick={upgrade}>Upgrade</Button>
}
