import { Link, useNavigate } from 'react-router';
import { Price } from '@/components/ui/amount';
import { Dialog } from '@/components/ui/dialog';
import { Facts } from '@/components/ui/facts';
import { Moment } from '@/components/ui/moment';
import { QueryView } from '@/components/ui/query-view';
import { Skeleton } from '@/components/ui/states';
import { Unknown } from '@/components/ui/unknown';
import { paths } from '@/config/paths';
import { formatGap } from '@/lib/format-time';
import { useSignal } from '../api/get-signal';
import type { SignalDetail } from '@/generated/zod.gen';
import styles from './signals.module.css';
import { SignalOutcome, SignalStatus, wish } from './signal-words';

/** JSON is laid out for reading; anything else is shown as it came. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

function between(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const gap = Date.parse(to) - Date.parse(from);
  // Two clocks may disagree; a negative delay explains nothing.
  return gap < 0 ? null : formatGap(gap);
}

/** What shows that an alert before this one did not arrive. */
function MissedBefore({ signal: { missedBefore } }: { signal: SignalDetail }) {
  if (missedBefore === null) return null;
  return (
    <p>
      An alert before this one seems to be missing: this one began {missedBefore.began}, and{' '}
      <Link to={paths.signal(missedBefore.signalId)}>the one before</Link>, of <Moment at={missedBefore.at} />, left{' '}
      {missedBefore.left}. What the bot holds follows the alerts that arrived.
    </p>
  );
}

function Detail({ signal }: { signal: SignalDetail }) {
  const lag = between(signal.firedAt, signal.receivedAt);
  const decided = between(signal.receivedAt, signal.decidedAt);
  const ignored = signal.ignoredFields;
  return (
    <>
      <section className={styles.section} aria-label="Outcome">
        <div>
          <SignalStatus signal={signal} />
        </div>
        <SignalOutcome signal={signal} code />
        <MissedBefore signal={signal} />
        {signal.closedTradeIds.map((id) => (
          <Link key={id} to={paths.trade(id)}>
            Read the story of the trade it closed
          </Link>
        ))}
        {signal.addedTradeId === null ? null : (
          <Link to={paths.trade(signal.addedTradeId)}>Read the story of the trade it added to</Link>
        )}
        {signal.tradeId === null ? null : <Link to={paths.trade(signal.tradeId)}>Read the trade’s story</Link>}
      </section>
      <Facts
        layout="list"
        facts={[
          { label: 'Asked for', value: wish(signal) },
          { label: 'Strategy', value: <Link to={paths.strategy(signal.strategy)}>{signal.strategy}</Link> },
          { label: 'Market', value: signal.category ?? <Unknown /> },
          { label: 'Price in the alert', value: <Price value={signal.price} /> },
          { label: 'Fired by TradingView', value: <Moment at={signal.firedAt} /> },
          {
            label: 'Received',
            value: <Moment at={signal.receivedAt} />,
            note: lag === null ? undefined : `${lag} later`,
          },
          {
            label: 'Decided',
            value: <Moment at={signal.decidedAt} />,
            note: decided === null ? undefined : `${decided} later`,
          },
          { label: 'Repeated', value: signal.duplicates === 0 ? 'No' : `${signal.duplicates} times, ignored` },
          { label: 'Sender', value: signal.remoteIp ?? <Unknown /> },
          ...(ignored.length === 0 ? [] : [{ label: 'Ignored fields', value: ignored.join(', ') }]),
        ]}
      />
      <section className={styles.section} aria-label="Message">
        <h3>Message as it came, secret masked</h3>
        {/* Scrollable, therefore reachable by keyboard. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className={styles.body} tabIndex={0}>
          {readable(signal.body)}
        </pre>
      </section>
    </>
  );
}

function Loaded({ id }: { id: string }) {
  const query = useSignal(id);
  return (
    <QueryView query={query} skeleton={<Skeleton rows={9} />}>
      {(signal) => <Detail signal={signal} />}
    </QueryView>
  );
}

/** Open while the address names a signal. */
export function SignalDrawer({ id, closeTo }: { id: string | null; closeTo: string }) {
  const navigate = useNavigate();
  return (
    <Dialog
      open={id !== null}
      onOpenChange={(open) => {
        if (!open) void navigate(closeTo);
      }}
      kind="drawer"
      title="Signal"
    >
      {id === null ? null : <Loaded id={id} />}
    </Dialog>
  );
}
