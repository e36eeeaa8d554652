export default { k: 'm_anon' } as const
