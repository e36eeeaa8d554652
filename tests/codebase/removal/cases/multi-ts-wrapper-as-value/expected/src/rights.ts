import { canBulkEdit } from './gates'

export const rights = { edit: canBulkEdit }
