import React, { useContext, use } from 'react'
import { Ctx, useCtx, useCtx2, Ctx3 } from './ctx'
export function B() {
  const { track } = useContext(Ctx)
  track('ct_1')
  useCtx().track('ct_2')
  const c = useCtx2()
  c.track('ct_3')
  const { flag } = useCtx2()
  if (flag('ct_4')) {}
  const x = React.useContext(Ctx)
  x.track('ct_5')
  use(Ctx3).t('ct_6')
}
