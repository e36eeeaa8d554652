import { useFeatureFlagEnabled } from 'posthog-js/react'

export const useBulkEdit = () => useFeatureFlagEnabled('bulk-edit')

export const useNothing = () => undefined
