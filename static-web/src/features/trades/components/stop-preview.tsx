import { Price } from '@/components/ui/amount';
import { Facts } from '@/components/ui/facts';
import { formatMultiple } from '@/components/ui/profit';
import type { StopAnswer } from '@/generated/zod.gen';
import { absolute, sign } from '@/lib/decimal';
import { formatCoin } from '@/lib/format-decimal';
import styles from './move-stop.module.css';

const words = {
  1: { word: 'Profit', tone: styles.gain },
  0: { word: 'Neither profit nor loss', tone: undefined },
  [-1]: { word: 'Loss', tone: styles.loss },
} as const;

/** What the trade comes to if a stop there is hit: in words, so that no sign is overlooked. */
export function StopPreview({ answer: { stopLoss, profitIfHit, settleCoin, rMultipleIfHit } }: { answer: StopAnswer }) {
  const direction = sign(profitIfHit);
  const { word, tone } = words[direction];
  return (
    <Facts
      layout="list"
      facts={[
        { label: 'New stop', value: <Price value={stopLoss} /> },
        {
          label: 'If it is hit, the whole trade, fees included',
          value: (
            <span className={tone}>
              {direction === 0 ? word : `${word} of ${formatCoin(absolute(profitIfHit), settleCoin)}`}
            </span>
          ),
          note: rMultipleIfHit === null ? undefined : formatMultiple(rMultipleIfHit),
        },
      ]}
    />
  );
}
