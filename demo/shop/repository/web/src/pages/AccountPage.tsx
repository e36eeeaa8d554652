import { useProfile } from '@/hooks/useProfile';
import { posthog } from '@/lib/posthog';

/** Entries of the account menu, in the order in which they are shown. */
export function accountEntries(): string[] {
  const entries = ['Orders', 'Addresses', 'Invoices'];
  if (posthog.isFeatureEnabled('gift-cards')) {
    entries.push('Gift cards');
  }
  return entries;
}

export function AccountPage() {
  const profile = useProfile();

  return (
    <nav aria-label="Account">
      <p>{profile.email}</p>
      <ul>
        {accountEntries().map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    </nav>
  );
}
