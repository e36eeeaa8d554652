export type Foo = string
export const one = 'm_one', two = 'm_two'
export default function () { return 'm_fn' }
