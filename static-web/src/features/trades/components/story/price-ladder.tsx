import { Price } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/states';
import { classes } from '@/lib/classes';
import type { DecimalString } from '@/lib/decimal';
import { compare, decimal, divide, multiply, subtract } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { TradeStory } from '@/features/trades/api/trade';
import { isLive } from '@/features/trades/api/trade';
import styles from './price-ladder.module.css';

interface Rung {
  label: string;
  price: DecimalString;
  tone: 'loss' | 'gain' | 'entry' | 'mark';
}

function rungs(story: TradeStory): Rung[] {
  const targets = (story.takeProfits ?? []).map(({ price, close }, index, all) => ({
    label:
      (all.length === 1 ? 'Target' : `Target ${index + 1}`) +
      (close === null || close === '100' ? '' : ` · ${formatDecimal(close)}\u202f%`),
    price,
    tone: 'gain' as const,
  }));
  const candidates = [
    ...targets,
    { label: 'Stop', price: story.stopLoss, tone: 'loss' as const },
    { label: 'Entry', price: story.entryPrice, tone: 'entry' as const },
    { label: 'Exit', price: story.exitPrice, tone: 'mark' as const },
    { label: 'Mark now', price: isLive(story.status) ? story.markPrice : null, tone: 'mark' as const },
  ];
  return candidates.filter((rung): rung is Rung => rung.price !== null).sort((a, b) => compare(b.price, a.price));
}

const hundred = decimal('100');

/** A move from the entry, positive when it pays for this side. */
function move(entry: DecimalString | null, price: DecimalString, side: string): string {
  if (entry === null || compare(entry, price) === 0) return '';
  const away = side === 'short' ? subtract(entry, price) : subtract(price, entry);
  const percent = divide(multiply(away, hundred), entry, 2);
  return percent === null ? '' : `${formatDecimal(percent, { min: 2, max: 2, signed: 'always' })}\u202f%`;
}

/** The trade's prices from high to low; steps are even, the figures give the scale. */
export function PriceLadder({ story }: { story: TradeStory }) {
  const ladder = rungs(story);
  if (ladder.length === 0) return <EmptyState title="No price known yet" />;
  return (
    <ol className={styles.ladder} aria-label="Prices from high to low, with the move from the entry">
      {ladder.map((rung) => (
        <li key={rung.label} className={classes(styles.rung, styles[rung.tone])}>
          <span>{rung.label}</span>
          <span className={styles.price}>
            <Price value={rung.price} />
          </span>
          <span className={styles.move}>{move(story.entryPrice, rung.price, story.side)}</span>
        </li>
      ))}
    </ol>
  );
}
