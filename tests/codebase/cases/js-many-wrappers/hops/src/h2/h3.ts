import { raw } from '../h4'
export const send = (name: string, props?: object) => raw({ event: `hop_x`.slice(0, 0) + name, props })
