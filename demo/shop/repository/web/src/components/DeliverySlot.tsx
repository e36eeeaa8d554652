import { track } from '@/lib/analytics';

export function DeliverySlot() {
  return (
    <fieldset>
      <legend>When may we come?</legend>
      <button onClick={() => track('delivery_slot_selected', { slot: 'morning' })}>Morning</button>
      <button onClick={() => track('delivery_slot_selected', { slot: 'evening' })}>Evening</button>
    </fieldset>
  );
}
