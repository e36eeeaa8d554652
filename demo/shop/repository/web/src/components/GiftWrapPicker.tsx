import { track } from '@/lib/analytics';

const PAPERS = ['kraft', 'gold'];

/** Only where the cart is a gift. */
export function GiftWrapPicker({ onPick }: { onPick: (paper: string) => void }) {
  const pick = (paper: string) => {
    track('gift_wrap_selected', { paper });
    onPick(paper);
  };

  return (
    <fieldset>
      <legend>Gift wrapping</legend>
      {PAPERS.map((paper) => (
        <button key={paper} onClick={() => pick(paper)}>
          {paper}
        </button>
      ))}
    </fieldset>
  );
}
