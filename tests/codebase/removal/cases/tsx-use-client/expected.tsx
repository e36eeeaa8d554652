'use client'

import { Editor } from './Editor'

export default function Page() {
  return <Editor />
}
