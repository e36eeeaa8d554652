/** The address of the first search engine, which knew one word at a time. */
export function legacyQuery(text: string): string {
  const [word = ''] = text.split(/\s+/);
  return `/search/v1/${encodeURIComponent(word.toLowerCase())}`;
}
