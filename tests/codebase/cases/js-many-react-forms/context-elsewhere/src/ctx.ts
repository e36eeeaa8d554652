import { createContext, useContext } from 'react'
export const Ctx = createContext(null as any)
export const useT = () => useContext(Ctx)
