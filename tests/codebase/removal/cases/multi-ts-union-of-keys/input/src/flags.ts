export type Flag = 'side-rail' | 'bulk-edit'
