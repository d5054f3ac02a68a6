import { Link } from 'react-router';
import { Age } from '@/components/ui/age';
import { Price } from '@/components/ui/amount';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { paths } from '@/config/paths';
import type { Signal } from '@/generated/zod.gen';
import styles from './signals.module.css';
import { SignalOutcome, SignalStatus, subject, wish } from './signal-words';

interface SignalsTableProps {
  signals: readonly Signal[];
  /** Where a row leads; keeps the filter that is in the address. */
  linkTo: (id: string) => string;
}

export function SignalsTable({ signals, linkTo }: SignalsTableProps) {
  const columns: readonly Column<Signal>[] = [
    {
      id: 'signal',
      header: 'Signal',
      card: 'title',
      cell: (signal) => (
        <span className={styles.name}>
          <Link to={linkTo(signal.id)} data-row-link className={styles.link}>
            {subject(signal)}
          </Link>
          <span className={styles.wish}>{wish(signal)}</span>
          {signal.source === 'test' ? <Badge tone="violet">Test</Badge> : null}
          {signal.dryRun ? <Badge tone="cyan">Dry run</Badge> : null}
          {signal.missedBefore === null ? null : (
            <Badge tone="warn" title="An alert before this one seems to be missing">
              Gap before
            </Badge>
          )}
          {signal.duplicates > 0 ? (
            <Badge title="The same alert came again and was not traded again">×{signal.duplicates + 1}</Badge>
          ) : null}
        </span>
      ),
    },
    { id: 'status', header: 'Status', card: 'lead', cell: (signal) => <SignalStatus signal={signal} /> },
    { id: 'outcome', header: 'Outcome', card: 'wide', cell: (signal) => <SignalOutcome signal={signal} /> },
    { id: 'strategy', header: 'Strategy', cell: (signal) => signal.strategy },
    { id: 'price', header: 'Price', align: 'end', cell: (signal) => <Price value={signal.price} /> },
    {
      id: 'received',
      header: 'Received',
      align: 'end',
      card: 'hidden',
      cell: (signal) => <Moment at={signal.receivedAt} />,
    },
    { id: 'age', header: 'Age', align: 'end', cell: (signal) => <Age at={signal.receivedAt} /> },
    {
      id: 'trade',
      header: 'Trade',
      align: 'end',
      card: 'hidden',
      cell: ({ symbol, tradeId, addedTradeId, closedTradeIds }) =>
        tradeId === null && addedTradeId === null && closedTradeIds.length === 0 ? (
          <span className={styles.quiet}>none</span>
        ) : (
          <>
            {closedTradeIds.map((id) => (
              <Link key={id} to={paths.trade(id)} className={styles.above}>
                Closed<span className="sr-only">: story of the {symbol} trade</span>{' '}
              </Link>
            ))}
            {addedTradeId === null ? null : (
              <Link to={paths.trade(addedTradeId)} className={styles.above}>
                Added<span className="sr-only">: story of the {symbol} trade</span>
              </Link>
            )}
            {tradeId === null ? null : (
              <Link to={paths.trade(tradeId)} className={styles.above}>
                Story<span className="sr-only"> of the {symbol} trade</span>
              </Link>
            )}
          </>
        ),
    },
  ];
  return <DataTable caption="Signals, newest first" columns={columns} rows={signals} rowKey={({ id }) => id} />;
}
