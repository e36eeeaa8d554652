import React from 'react'

export default function Row({ item }) {
  return <Long item={item} />
}
