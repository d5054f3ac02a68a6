import { Money, Price, Quantity } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Multiple, Profit } from '@/components/ui/profit';
import { Unknown } from '@/components/ui/unknown';
import { formatDuration } from '@/lib/format-time';
import type { Trade } from '@/generated/zod.gen';
import { sizeOf } from '../lib/distance';
import { ending, TradeName } from './trade-words';
import styles from './trades.module.css';

function Held({ trade }: { trade: Trade }) {
  if (trade.openedAt === null || trade.closedAt === null) return <Unknown />;
  return formatDuration(Date.parse(trade.closedAt) - Date.parse(trade.openedAt));
}

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
    id: 'result',
    header: 'Result',
    align: 'end',
    card: 'lead',
    cell: (trade) => (
      <>
        <Profit value={trade.realizedPnl} coin={trade.settleCoin} />
        <span className={styles.sub}>
          <Multiple value={trade.rMultiple} />
        </span>
      </>
    ),
  },
  { id: 'how', header: 'How it ended', card: 'wide', cell: (trade) => ending(trade) },
  {
    id: 'size',
    header: 'Size',
    align: 'end',
    cell: (trade) => <Quantity value={sizeOf(trade)} coin={trade.quantityCoin} />,
  },
  { id: 'entry', header: 'Entry', align: 'end', cell: (trade) => <Price value={trade.entryPrice} /> },
  { id: 'exit', header: 'Exit', align: 'end', cell: (trade) => <Price value={trade.exitPrice} /> },
  { id: 'fees', header: 'Fees', align: 'end', cell: (trade) => <Money value={trade.fees} coin={trade.settleCoin} /> },
  { id: 'held', header: 'Held', align: 'end', cell: (trade) => <Held trade={trade} /> },
  { id: 'closed', header: 'Ended', align: 'end', cell: (trade) => <Moment at={trade.closedAt ?? trade.createdAt} /> },
];

export function ClosedTradesTable({ trades }: { trades: readonly Trade[] }) {
  return <DataTable caption="Closed trades, newest first" columns={columns} rows={trades} rowKey={({ id }) => id} />;
}
