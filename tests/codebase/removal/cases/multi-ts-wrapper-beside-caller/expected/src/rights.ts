import { canBulkEdit } from './rows'

export const rights = { edit: canBulkEdit }
