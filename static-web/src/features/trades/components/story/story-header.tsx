import { Link } from 'react-router';
import { Money, Quantity } from '@/components/ui/amount';
import { Facts } from '@/components/ui/facts';
import { Freshness } from '@/components/ui/freshness';
import { Moment } from '@/components/ui/moment';
import { Profit } from '@/components/ui/profit';
import { ReasonText } from '@/components/ui/reason-text';
import { SideBadge } from '@/components/ui/side-badge';
import { Unknown } from '@/components/ui/unknown';
import { paths } from '@/config/paths';
import { sign } from '@/lib/decimal';
import { formatDecimal } from '@/lib/format-decimal';
import { formatGap } from '@/lib/format-time';
import type { TradeStory } from '@/generated/zod.gen';
import { sizeOf } from '@/features/trades/lib/distance';
import { CloseTrade } from '../close-trade';
import { Stop } from '../stop';
import { ending, formatFunding, formatMultiple, TradeStatus } from '../trade-words';
import styles from './story.module.css';

function Result({ story }: { story: TradeStory }) {
  const live = story.unfinished;
  return (
    <div className={styles.result}>
      <Profit value={live ? story.unrealizedPnl : story.realizedPnl} />
      <small>
        <Profit value={story.rMultiple} format={formatMultiple} />
        {live ? ' · unrealised · ' : ` · ${ending(story)}`}
        {live ? <Freshness asOf={story.asOf} /> : null}
      </small>
    </div>
  );
}

function protectedAfter({ openedAt, stopConfirmedAt }: TradeStory) {
  if (stopConfirmedAt === null) return <Unknown />;
  if (openedAt === null) return 'Confirmed';
  const gap = Date.parse(stopConfirmedAt) - Date.parse(openedAt);
  return gap <= 0 ? 'With the entry' : `After ${formatGap(gap)}`;
}

export function StoryHeader({ story }: { story: TradeStory }) {
  return (
    <section className={styles.header} aria-label="Trade">
      <div className={styles.top}>
        <div className={styles.identity}>
          <span className={styles.symbol}>
            {story.symbol} <SideBadge side={story.side} /> <TradeStatus status={story.status} />
          </span>
          <span className={styles.quiet}>
            <Link to={paths.strategy(story.strategy)}>{story.strategy}</Link> · {story.category}
            {` · ${story.orderType} entry · `}
            <Link to={paths.signal(story.signalId)}>the signal</Link>
          </span>
        </div>
        <Result story={story} />
        {story.unfinished ? <CloseTrade trade={story} /> : null}
      </div>
      {story.reason === null ? null : (
        <div className={styles.why}>
          <ReasonText reason={story.reason} code />
        </div>
      )}
      <Facts
        facts={[
          { label: 'Size', value: <Quantity value={sizeOf(story)} /> },
          { label: 'Leverage', value: story.leverage === null ? <Unknown /> : `${formatDecimal(story.leverage)}×` },
          { label: 'Stop', value: <Stop trade={story} /> },
          { label: 'Risked', value: <Money value={story.riskAmount} /> },
          { label: 'Fees', value: <Money value={story.fees} /> },
          ...(sign(story.funding) === 0
            ? []
            : [{ label: 'Funding', value: formatFunding(story.funding, story.settleCoin) }]),
          { label: 'Stop on the exchange', value: protectedAfter(story) },
          { label: 'Opened', value: <Moment at={story.openedAt} /> },
          ...(story.unfinished ? [] : [{ label: 'Ended', value: <Moment at={story.closedAt} /> }]),
        ]}
      />
    </section>
  );
}
