export const label = () => 'all'
