import { posthog } from '@acme/telemetry'
import posthogClient from '~/missing/thing'
import { Thing } from 'other'
posthog.capture('f1')
posthogClient.capture('f2')
const x = new Thing()
x.posthog.capture('f3')
getPosthogClient().capture('f4')
