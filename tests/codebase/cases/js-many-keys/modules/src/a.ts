import posthog from 'posthog-js'
import { A, B as BB } from './keys'
import D, { C } from './keys'
import * as K from './keys'
import { ns, K2, dflt, renamed } from './barrel'
import * as Bar from './barrel'
import data from './data.json'
import { top } from './data.json'
import anon from './anon'
import AnonClass from './anon-class'
import { viaJs } from './esm.js'
import multi, {
  type Foo,
  one,
  two as deux,
} from './multi'
const cjs = require('./cjs')
const { x: cx } = require('./cjs2')
posthog.capture(A)
posthog.capture(BB)
posthog.capture(C)
posthog.capture(D)
posthog.capture(K.A)
posthog.capture(K.default)
posthog.capture(ns.A)
posthog.capture(Bar.ns.B)
posthog.capture(Bar.starred)
posthog.capture(K2.A)
posthog.capture(dflt)
posthog.capture(renamed)
posthog.capture(data.top)
posthog.capture(data.in.list[1])
posthog.capture(top)
posthog.capture(anon.k)
posthog.capture(AnonClass.K)
posthog.capture(viaJs)
posthog.capture(one)
posthog.capture(deux)
posthog.capture(multi())
posthog.capture(cjs.a.b)
posthog.capture(cjs.late)
posthog.capture(cx)
const { default: dd } = await import('./keys')
posthog.capture(dd)
posthog.capture((await import('./keys')).A)
