import { Check } from 'lucide-react';
import { Price } from '@/components/ui/amount';
import { EmptyState } from '@/components/ui/states';
import type { levelKind, PriceLevel, TradeStory } from '@/generated/zod.gen';
import { classes } from '@/lib/classes';
import { compare } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import styles from './price-ladder.module.css';

const tones: Record<Known<typeof levelKind>, string | undefined> = {
  target: styles.gain,
  stop: styles.loss,
  entry: styles.entry,
  exit: styles.mark,
  mark: styles.mark,
};

/** No level of the bot's: where the stop stood once. */
const plannedStop = 'plannedStop';

/** "Target 2 · 50 %": numbered from the entry outwards where there are several. */
function nameOf({ kind, price, close }: PriceLevel, targets: TradeStory['takeProfits']): string {
  if (kind === 'mark') return 'Mark now';
  if (kind !== 'target') return humanize(kind);
  const name = targets.length === 1 ? 'Target' : `Target ${targets.findIndex((target) => target.price === price) + 1}`;
  return close === null || close === '100' ? name : `${name} · ${formatDecimal(close)}\u202f%`;
}

/** The prices with the planned stop among them where the stop stands elsewhere. */
function rungs({ levels, stopLoss, plannedStopLoss: price }: TradeStory): PriceLevel[] {
  if (price === null || stopLoss === null || price === stopLoss) return levels;
  const below = levels.findIndex((level) => compare(level.price, price) < 0);
  const place = below === -1 ? levels.length : below;
  const planned: PriceLevel = { kind: plannedStop, price, close: null, reached: false, move: null };
  return [...levels.slice(0, place), planned, ...levels.slice(place)];
}

function key(level: PriceLevel, index: number): string {
  return level.kind === 'target' ? `target-${index}` : level.kind;
}

/** A filled target: done with, therefore a mark and no colour. */
function Reached() {
  return (
    <>
      <Check size={14} aria-hidden="true" className={styles.check} />
      <span className="sr-only">, reached</span>
    </>
  );
}

function toneOf({ kind, reached }: PriceLevel): string | undefined {
  if (reached) return styles.reached;
  return kind === plannedStop ? styles.planned : under(tones, kind);
}

/** The trade's prices from high to low; steps are even, the figures give the scale. */
export function PriceLadder({ story }: { story: TradeStory }) {
  const { takeProfits } = story;
  const levels = rungs(story);
  if (levels.length === 0) return <EmptyState title="No price known yet" />;
  return (
    <ol className={styles.ladder} aria-label="Prices from high to low, with the move from the entry">
      {levels.map((level, index) => (
        <li key={key(level, index)} className={classes(styles.rung, toneOf(level))}>
          <span>
            {nameOf(level, takeProfits)}
            {level.reached ? <Reached /> : null}
          </span>
          <span className={styles.price}>
            <Price value={level.price} />
          </span>
          <span className={styles.move}>
            {level.move === null ? '' : `${formatDecimal(level.move, { min: 2, max: 2, signed: 'always' })}\u202f%`}
          </span>
        </li>
      ))}
    </ol>
  );
}
