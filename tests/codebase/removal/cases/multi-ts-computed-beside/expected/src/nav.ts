export const links = () => newLinks
