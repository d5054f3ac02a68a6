import { Price, Quantity } from '@/components/ui/amount';
import { Facts } from '@/components/ui/facts';
import { formatMultiple, Profit } from '@/components/ui/profit';
import type { TargetsAnswer } from '@/generated/zod.gen';
import { describeCondition, describeTooLittle } from '@/features/trades/lib/target-words';
import { sign } from '@/lib/decimal';
import { Outcome } from '../outcome';
import styles from './targets.module.css';

interface TargetsPreviewProps {
  answer: TargetsAnswer;
  /** How many targets were reached; the others are numbered after them. */
  reached: number;
  /** Null where the symbol's name does not tell it. */
  quantityCoin: string | null;
}

/** What each target closes and adds, what the trade comes to with them, and what of its rules they leave behind. */
export function TargetsPreview({ answer, reached, quantityCoin }: TargetsPreviewProps) {
  const { takeProfits, restQuantity, profitIfAllHit, settleCoin, rMultipleIfAllHit, remarks } = answer;
  return (
    <>
      <Facts
        layout="list"
        facts={[
          ...takeProfits.map(({ price, quantity, profit }, index) => ({
            label: `Target\u00a0${reached + index + 1}`,
            value: <Price value={price} />,
            note: describeTooLittle(answer, index) ?? (
              <>
                closes <Quantity value={quantity} coin={quantityCoin} />, adds{' '}
                <Profit value={profit} coin={settleCoin} />
              </>
            ),
          })),
          {
            label: 'Left to the stop',
            value: sign(restQuantity) === 0 ? 'Nothing' : <Quantity value={restQuantity} coin={quantityCoin} />,
          },
          {
            label: `${describeCondition(answer)}, the whole trade, fees included`,
            value: <Outcome profit={profitIfAllHit} coin={settleCoin} />,
            note: rMultipleIfAllHit === null ? undefined : formatMultiple(rMultipleIfAllHit),
          },
        ]}
      />
      {remarks.length === 0 ? null : (
        <ul className={styles.remarks}>
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </>
  );
}
