import { Link } from 'react-router';
import { Money, Quantity } from '@/components/ui/amount';
import { Facts } from '@/components/ui/facts';
import { Freshness } from '@/components/ui/freshness';
import { Moment } from '@/components/ui/moment';
import { Multiple, Profit } from '@/components/ui/profit';
import { ReasonText } from '@/components/ui/reason-text';
import { SideBadge } from '@/components/ui/side-badge';
import { Unknown } from '@/components/ui/unknown';
import { paths } from '@/config/paths';
import { compare, sign } from '@/lib/decimal';
import { formatDecimal, formatPrice, formatQuantity } from '@/lib/format-decimal';
import { formatGap } from '@/lib/format-time';
import { humanize } from '@/lib/words';
import type { TradeStory } from '@/generated/zod.gen';
import { sizeOf } from '@/features/trades/lib/distance';
import { nextStopMove, stopCause } from '@/features/trades/lib/stop-moves';
import { CloseTrade } from '../close-trade';
import { MoveStop } from '../move-stop';
import { Stop } from '../stop';
import { ChangeTargets } from '../targets/change-targets';
import { ending, formatFunding, TradeStatus } from '../trade-words';
import styles from './story.module.css';

function Result({ story }: { story: TradeStory }) {
  const { unfinished: live, settleCoin: coin } = story;
  const isPartly = story.realizedPnl !== null;
  return (
    <div className={styles.result}>
      <Profit value={live ? story.unrealizedPnl : story.realizedPnl} coin={coin} />
      <small>
        {live ? (
          <>
            unrealised · <Freshness asOf={story.asOf} />
          </>
        ) : (
          <>
            <Multiple value={story.rMultiple} /> · {ending(story)}
          </>
        )}
      </small>
      {live ? (
        <small>
          {isPartly ? (
            <>
              closed part <Profit value={story.realizedPnl} coin={coin} /> ·{' '}
            </>
          ) : null}
          <Multiple value={story.rMultiple} />
        </small>
      ) : null}
    </div>
  );
}

function protectedAfter({ openedAt, stopConfirmedAt }: TradeStory) {
  if (stopConfirmedAt === null) return <Unknown />;
  if (openedAt === null) return 'Confirmed';
  const gap = Date.parse(stopConfirmedAt) - Date.parse(openedAt);
  return gap <= 0 ? 'With the entry' : `After ${formatGap(gap)}`;
}

/** How often the position was added to, and what is being added. */
function added({ additions, addingQuantity, quantityCoin }: TradeStory) {
  return [
    ...(additions > 0 ? [{ label: 'Added to', value: additions === 1 ? 'Once' : `${String(additions)} times` }] : []),
    ...(addingQuantity == null
      ? []
      : [{ label: 'Being added', value: <Quantity value={addingQuantity} coin={quantityCoin} /> }]),
  ];
}

/** What an option is, and for which alerts it was bought. */
function option({ option: its, symbol }: TradeStory) {
  if (its === null) return [];
  return [
    {
      label: 'Option',
      value: `${humanize(its.kind)} at ${formatDecimal(its.strike)}`,
      note: its.signalSymbol === symbol ? undefined : `for alerts of ${its.signalSymbol}`,
    },
    {
      label: 'Expires',
      value: <Moment at={its.expiresAt} />,
      note:
        its.closeBy === null ? undefined : (
          <>
            closed by <Moment at={its.closeBy} />
          </>
        ),
    },
  ];
}

/** One size where all of it stands; else what was filled of the plan, what is open of that, and what the entry still waits for. */
function sizes(story: TradeStory) {
  const {
    quantity,
    filledQuantity,
    openQuantity,
    waitingQuantity,
    quantityCoin: coin,
    unfinished,
    worstEntryPrice,
  } = story;
  const inParts =
    sign(waitingQuantity) > 0 || (unfinished && sign(filledQuantity) > 0 && compare(openQuantity, filledQuantity) < 0);
  if (!inParts) return [{ label: 'Size', value: <Quantity value={sizeOf(story)} coin={coin} /> }];
  return [
    {
      label: 'Filled',
      value: <Quantity value={filledQuantity} coin={coin} />,
      note: compare(filledQuantity, quantity) < 0 ? `of ${formatQuantity(quantity)} planned` : undefined,
    },
    { label: 'Open', value: <Quantity value={openQuantity} coin={coin} /> },
    ...(sign(waitingQuantity) > 0
      ? [
          {
            label: 'Entry still waits for',
            value: <Quantity value={waitingQuantity} coin={coin} />,
            note: worstEntryPrice === null ? undefined : `at ${formatPrice(worstEntryPrice)} or better`,
          },
        ]
      : []),
  ];
}

export function StoryHeader({ story }: { story: TradeStory }) {
  const next = story.unfinished && story.status !== 'closing' ? nextStopMove(story) : null;
  return (
    <section className={styles.header} aria-label="Trade">
      <div className={styles.top}>
        <div className={styles.identity}>
          <span className={styles.symbol}>
            {story.symbol} <SideBadge side={story.side} /> <TradeStatus trade={story} />
          </span>
          <span className={styles.quiet}>
            <Link to={paths.strategy(story.strategy)}>{story.strategy}</Link> · {story.category}
            {` · ${story.orderType} entry · `}
            <Link to={paths.signal(story.signalId)}>the signal</Link>
          </span>
        </div>
        <Result story={story} />
        {story.unfinished ? (
          <div className={styles.actions}>
            {story.status === 'open' ? (
              <>
                <MoveStop trade={story} />
                <ChangeTargets trade={story} />
              </>
            ) : null}
            <CloseTrade trade={story} />
          </div>
        ) : null}
      </div>
      {story.reason === null ? null : (
        <div className={styles.why}>
          <ReasonText reason={story.reason} code />
        </div>
      )}
      <Facts
        facts={[
          ...sizes(story),
          ...added(story),
          ...option(story),
          ...(story.option === null
            ? [
                {
                  label: 'Leverage',
                  value: story.leverage === null ? <Unknown /> : `${formatDecimal(story.leverage)}×`,
                },
              ]
            : []),
          { label: 'Stop', value: <Stop trade={story} cause={stopCause(story.events, story.stopLoss)} /> },
          { label: 'Risked', value: <Money value={story.riskAmount} coin={story.riskCoin} /> },
          ...(story.unfinished
            ? [{ label: 'At risk now', value: <Money value={story.openRisk} coin={story.riskCoin} /> }]
            : []),
          { label: 'Fees', value: <Money value={story.fees} coin={story.settleCoin} /> },
          ...(sign(story.funding) === 0
            ? []
            : [{ label: 'Funding', value: formatFunding(story.funding, story.settleCoin) }]),
          {
            label: story.option === null ? 'Stop on the exchange' : 'Stop kept by the bot',
            value: protectedAfter(story),
          },
          { label: 'Opened', value: <Moment at={story.openedAt} /> },
          ...(story.unfinished ? [] : [{ label: 'Ended', value: <Moment at={story.closedAt} /> }]),
        ]}
      />
      {next === null ? null : <p className={styles.quiet}>{next}</p>}
    </section>
  );
}
