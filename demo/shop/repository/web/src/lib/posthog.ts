import posthog from 'posthog-js';

/** Starts PostHog once, before the first render, so that flags are there as early as possible. */
export function startPostHog(): void {
  posthog.init(import.meta.env.VITE_POSTHOG_TOKEN, {
    api_host: import.meta.env.VITE_POSTHOG_HOST,
    person_profiles: 'identified_only',
  });
}

export { posthog };
