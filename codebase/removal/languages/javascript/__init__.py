"""JavaScript, TypeScript, JSX and TSX."""
