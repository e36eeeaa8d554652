import { renderHook } from '@testing-library/react'
import { useBulkEdit } from './hooks'

test('asks for bulk-edit', () => expect(renderHook(() => useBulkEdit()).result.current).toBe(true))
