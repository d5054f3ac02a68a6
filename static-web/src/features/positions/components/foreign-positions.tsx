import { Price, Quantity } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Freshness } from '@/components/ui/freshness';
import { Panel } from '@/components/ui/panel';
import { Profit } from '@/components/ui/profit';
import { SideBadge } from '@/components/ui/side-badge';
import type { Position } from '@/generated/zod.gen';
import { usePositions } from '../api/get-positions';
import styles from './foreign-positions.module.css';

const columns: readonly Column<Position>[] = [
  {
    id: 'position',
    header: 'Position',
    card: 'title',
    cell: (position) => (
      <>
        <b>{position.symbol}</b> <SideBadge side={position.side} />
      </>
    ),
  },
  {
    id: 'profit',
    header: 'Profit',
    align: 'end',
    card: 'lead',
    cell: (position) => <Profit value={position.unrealizedPnl} coin={position.settleCoin} />,
  },
  {
    id: 'size',
    header: 'Size',
    align: 'end',
    cell: (position) => <Quantity value={position.quantity} coin={position.quantityCoin} />,
  },
  { id: 'entry', header: 'Entry', align: 'end', cell: (position) => <Price value={position.entryPrice} /> },
  { id: 'mark', header: 'Mark', align: 'end', cell: (position) => <Price value={position.markPrice} /> },
  { id: 'stop', header: 'Stop', align: 'end', cell: (position) => <Price value={position.stopLoss} /> },
  {
    id: 'liquidation',
    header: 'Liquidation',
    align: 'end',
    cell: (position) => <Price value={position.liquidationPrice} />,
  },
];

/** Positions that no trade of the bot explains; nothing at all while there are none. */
export function ForeignPositions() {
  const { data } = usePositions();
  const foreign = data?.items.filter(({ tradeId }) => tradeId === null) ?? [];
  if (data === undefined || foreign.length === 0) return null;
  return (
    <Panel title="On the exchange, but not the bot’s" note={<Freshness asOf={data.asOf} stale={data.stale} />} flush>
      <p className={styles.text}>
        Opened by hand or by something else. The bot counts them as exposure and does not manage them.
      </p>
      <DataTable
        caption="Positions that are not the bot’s"
        columns={columns}
        rows={foreign}
        rowKey={({ category, symbol, side }) => `${category}/${symbol}/${side}`}
      />
    </Panel>
  );
}
