import { Price } from '@/components/ui/amount';
import { Facts } from '@/components/ui/facts';
import { formatMultiple } from '@/components/ui/profit';
import type { StopAnswer } from '@/generated/zod.gen';
import { Outcome } from './outcome';

/** What the trade comes to if a stop there is hit. */
export function StopPreview({ answer: { stopLoss, profitIfHit, settleCoin, rMultipleIfHit } }: { answer: StopAnswer }) {
  return (
    <Facts
      layout="list"
      facts={[
        { label: 'New stop', value: <Price value={stopLoss} /> },
        {
          label: 'If it is hit, the whole trade, fees included',
          value: <Outcome profit={profitIfHit} coin={settleCoin} />,
          note: rMultipleIfHit === null ? undefined : formatMultiple(rMultipleIfHit),
        },
      ]}
    />
  );
}
