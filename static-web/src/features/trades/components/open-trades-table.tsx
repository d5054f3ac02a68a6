import { Age } from '@/components/ui/age';
import { Price, Quantity } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Profit } from '@/components/ui/profit';
import type { Trade } from '@/generated/zod.gen';
import { firstTarget, sizeOf } from '../lib/distance';
import { DistanceBar } from './distance-bar';
import { Stop } from './stop';
import { formatMultiple, TradeName } from './trade-words';
import styles from './trades.module.css';

const columns: readonly Column<Trade>[] = [
  {
    id: 'trade',
    header: 'Trade',
    card: 'title',
    cell: (trade) => (
      <>
        <TradeName trade={trade} />
        <span className={styles.sub}>{trade.strategy}</span>
      </>
    ),
  },
  {
    id: 'profit',
    header: 'Profit',
    align: 'end',
    card: 'lead',
    cell: (trade) => {
      const multiple = trade.rMultiple;
      return (
        <>
          <Profit value={trade.unrealizedPnl} />
          {multiple === null ? null : (
            <span className={styles.sub}>
              <Profit value={multiple} format={formatMultiple} />
            </span>
          )}
        </>
      );
    },
  },
  {
    id: 'size',
    header: 'Size',
    align: 'end',
    cell: (trade) => <Quantity value={sizeOf(trade)} />,
  },
  { id: 'entry', header: 'Entry', align: 'end', cell: (trade) => <Price value={trade.entryPrice} /> },
  { id: 'mark', header: 'Mark', align: 'end', cell: (trade) => <Price value={trade.markPrice} /> },
  { id: 'stop', header: 'Stop', align: 'end', cell: (trade) => <Stop trade={trade} /> },
  { id: 'target', header: 'Target', align: 'end', cell: (trade) => <Price value={firstTarget(trade)} /> },
  { id: 'age', header: 'Age', align: 'end', cell: (trade) => <Age at={trade.openedAt ?? trade.createdAt} /> },
  { id: 'distance', header: 'Between stop and target', card: 'wide', cell: (trade) => <DistanceBar trade={trade} /> },
];

export function OpenTradesTable({ trades }: { trades: readonly Trade[] }) {
  return <DataTable caption="Open trades" columns={columns} rows={trades} rowKey={({ id }) => id} />;
}
