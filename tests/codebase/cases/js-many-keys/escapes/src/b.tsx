import { PostHogFeature } from 'posthog-js/react'
export const A = () => <PostHogFeature flag="a&amp;b" match="x">t</PostHogFeature>
export const B = () => <PostHogFeature flag={'jsx-expr'} match="x">t</PostHogFeature>
export const C = () => <PostHogFeature flag={`jsx-tpl`} />
