import posthog from 'posthog-js'
import { useFeatureFlagEnabled } from 'posthog-js/react'
export function isOn() { return posthog.isFeatureEnabled('fx_on') }
export function isOff() { return !posthog.isFeatureEnabled('fx_off') }
export const arrow = () => posthog.isFeatureEnabled('fx_arrow')
export function viaLocal() { const v = posthog.getFeatureFlag('fx_local'); const on = v === 'test'; return on }
export async function awaited() { return await posthog.getFeatureFlag('fx_await') }
export const dflt = () => posthog.isFeatureEnabled('fx_dflt') ?? false
export const cmp = () => posthog.getFeatureFlag('fx_cmp') === 'variant'
export const boo = () => Boolean(posthog.isFeatureEnabled('fx_boo'))
export const both = 1
export function useBeta() { return useFeatureFlagEnabled('fx_beta') }
export function isTwice() { return isOn() }
export class Flags {
  get beta() { return posthog.isFeatureEnabled('fx_getter') }
  dark() { return posthog.getFeatureFlag('fx_dark') !== 'off' }
}
export const flags = new Flags()
export const obj = { x: () => !!posthog.isFeatureEnabled('fx_obj') }
export const tern = () => (posthog.isFeatureEnabled('fx_tern') ? 1 : 2)
export const opt = () => window.posthog?.isFeatureEnabled?.('fx_opt')
