#!/usr/bin/env node
'use strict'

const { PostHog } = require('posthog-node')
const { editAll, editOne } = require('./edit')
const legacy = require('./legacy')

const client = new PostHog(process.env.KEY)

async function main(rows) {
  if (await client.isFeatureEnabled('bulk-edit', 'cli')) {
    editAll(rows)
  } else {
    legacy(rows.map(editOne))
  }
  await client.shutdown()
}

main(process.argv.slice(2))
