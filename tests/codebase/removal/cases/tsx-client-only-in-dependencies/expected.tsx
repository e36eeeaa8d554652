import { useCallback } from 'react'

export function useNav(nav: Nav) {
  const open = useCallback(() => {
    nav.open()
  }, [nav])
  return open
}
