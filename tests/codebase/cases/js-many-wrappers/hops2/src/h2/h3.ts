import { raw } from '../h4'
export const send = (name: string, props?: object) => raw({ event: name, props })
