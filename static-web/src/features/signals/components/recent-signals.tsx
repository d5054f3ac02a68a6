import { Link } from 'react-router';
import { Age } from '@/components/ui/age';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { useRecentSignals } from '../api/get-recent-signals';
import type { Signal } from '@/generated/zod.gen';
import styles from './signals.module.css';
import { SignalStatus, subject, wish } from './signal-words';

function Row({ signal }: { signal: Signal }) {
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        <Link to={paths.signal(signal.id)} className={styles.link}>
          {subject(signal)}
        </Link>
        <span className={styles.wish}>{wish(signal)}</span>
      </span>
      <SignalStatus signal={signal} />
      <span className={styles.sub}>
        <span className={styles.ellipsis}>{signal.reason?.message ?? signal.strategy}</span>
        <span className={styles.ellipsis} style={{ flex: 'none' }}>
          <Age at={signal.receivedAt} suffix=" ago" />
        </span>
      </span>
    </li>
  );
}

interface RecentSignalsProps {
  /** How many at most. */
  shown: number;
  className?: string | undefined;
}

export function RecentSignals({ shown, className }: RecentSignalsProps) {
  const query = useRecentSignals(shown);
  return (
    <Panel title="Recent signals" actions={<Link to={paths.signals}>All signals</Link>} flush className={className}>
      <QueryView
        query={query}
        isEmpty={(signals) => signals.length === 0}
        empty={
          <EmptyState title="No alert has arrived yet">
            Copy a strategy’s webhook address and message into a TradingView alert.{' '}
            <Link to={paths.strategies}>Go to strategies</Link>
          </EmptyState>
        }
      >
        {(signals) => (
          <ul>
            {signals.map((signal) => (
              <Row key={signal.id} signal={signal} />
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
