#!/usr/bin/env node
'use strict'

const { PostHog } = require('posthog-node')
const { editAll } = require('./edit')

const client = new PostHog(process.env.KEY)

async function main(rows) {
  editAll(rows)
  await client.shutdown()
}

main(process.argv.slice(2))
