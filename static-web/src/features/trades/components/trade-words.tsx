import { Link } from 'react-router';
import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { SideBadge } from '@/components/ui/side-badge';
import { paths } from '@/config/paths';
import type { DecimalString } from '@/lib/decimal';
import { absolute, sign } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import { unopened } from '@/lib/unopened';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { closeReason, Trade, tradeStatus } from '@/generated/zod.gen';
import styles from './trades.module.css';

const tones: Record<Known<typeof tradeStatus>, Tone> = {
  pending: 'neutral',
  opening: 'accent',
  open: 'accent',
  closing: 'warn',
  closed: 'neutral',
  failed: 'bad',
};

/** What becomes of it; one whose entry ended before its fill did not fail. */
export function TradeStatus({ trade: { status, reason } }: { trade: Pick<Trade, 'status' | 'reason'> }) {
  const word = unopened(status, reason);
  if (word !== null) return <Badge>{word}</Badge>;
  return <Badge tone={under(tones, status) ?? 'neutral'}>{humanize(status)}</Badge>;
}

const closings: Record<Known<typeof closeReason>, string> = {
  stopLoss: 'Stop loss hit',
  takeProfit: 'Target hit',
  signal: 'Closed by a signal',
  manual: 'Closed by hand',
  halt: 'Closed by a halt',
  timeStop: 'Time was up',
  expiry: 'Closed before its expiry',
  unprotected: 'Closed: the stop could not be confirmed',
  external: 'Closed outside the bot',
  liquidation: 'Liquidated by the exchange',
  autoDeleveraging: 'Closed by the exchange: auto-deleveraging',
  settlement: 'Settled by the exchange',
  positionLost: 'Lost at the exchange: nothing says how',
};

/** Why it ended, in plain words; of one that never opened, what became of its entry. */
export function ending({ status, closeReason: why, reason }: Pick<Trade, 'status' | 'closeReason' | 'reason'>): string {
  if (status === 'failed' && reason !== null) return reason.message;
  if (why !== null) return under(closings, why) ?? humanize(why);
  return reason?.message ?? humanize(status);
}

/** Funding down to the coin's last digit, such as “0.0123 USDT paid”; it is often less than a cent. */
export function formatFunding(amount: DecimalString, coin: string): string {
  return `${formatDecimal(absolute(amount), { min: 2, max: 8 })} ${coin} ${sign(amount) < 0 ? 'received' : 'paid'}`;
}

/** Statuses that a list of trades says already. */
const ordinary: readonly Known<typeof tradeStatus>[] = ['open', 'closed'];

/** Symbol and side; the symbol leads to the story and covers the row. */
export function TradeName({ trade }: { trade: Trade }) {
  return (
    <span className={styles.name}>
      <Link to={paths.trade(trade.id)} data-row-link className={styles.symbol}>
        {trade.symbol}
      </Link>
      <SideBadge side={trade.side} />
      {ordinary.some((status) => status === trade.status) ? null : <TradeStatus trade={trade} />}
    </span>
  );
}
