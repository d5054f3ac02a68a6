import { Age } from '@/components/ui/age';
import { Price } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Multiple, Profit } from '@/components/ui/profit';
import type { Trade } from '@/generated/zod.gen';
import { DistanceBar } from './distance-bar';
import { OpenSize } from './open-size';
import { Stop } from './stop';
import { Target } from './target';
import { TradeName } from './trade-words';
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
          <Profit value={trade.unrealizedPnl} coin={trade.settleCoin} />
          {multiple === null ? null : (
            <span className={styles.sub}>
              <Multiple value={multiple} />
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
    cell: (trade) => <OpenSize trade={trade} />,
  },
  { id: 'entry', header: 'Entry', align: 'end', cell: (trade) => <Price value={trade.entryPrice} /> },
  { id: 'mark', header: 'Mark', align: 'end', cell: (trade) => <Price value={trade.markPrice} /> },
  { id: 'stop', header: 'Stop', align: 'end', cell: (trade) => <Stop trade={trade} /> },
  { id: 'target', header: 'Target', align: 'end', cell: (trade) => <Target trade={trade} /> },
  { id: 'age', header: 'Age', align: 'end', cell: (trade) => <Age at={trade.openedAt ?? trade.createdAt} /> },
  { id: 'distance', header: 'Between stop and target', card: 'wide', cell: (trade) => <DistanceBar trade={trade} /> },
];

export function OpenTradesTable({ trades }: { trades: readonly Trade[] }) {
  return <DataTable caption="Open trades" columns={columns} rows={trades} rowKey={({ id }) => id} />;
}
