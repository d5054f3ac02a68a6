import { Price, Quantity } from '@/components/ui/amount';
import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/states';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { Order, orderStatus, TradeStory } from '@/generated/zod.gen';
import styles from '../trades.module.css';

const tones: Record<Known<typeof orderStatus>, Tone> = {
  sent: 'neutral',
  filled: 'good',
  partiallyFilled: 'accent',
  open: 'accent',
  unknown: 'warn',
  deferred: 'warn',
  cancelled: 'neutral',
  rejected: 'bad',
  notPlaced: 'neutral',
};

const columnsOf = ({ quantityCoin }: TradeStory): readonly Column<Order>[] => [
  {
    id: 'order',
    header: 'Order',
    card: 'title',
    cell: (order) => (
      <>
        <b>{humanize(order.role)}</b> {order.side} {order.type}
        <span className={styles.sub} title="orderLinkId">
          <code>{order.orderLinkId}</code>
        </span>
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    card: 'lead',
    cell: (order) => <Badge tone={under(tones, order.status) ?? 'neutral'}>{humanize(order.status)}</Badge>,
  },
  {
    id: 'quantity',
    header: 'Quantity',
    align: 'end',
    cell: (order) => <Quantity value={order.quantity} coin={quantityCoin} />,
  },
  {
    id: 'filled',
    header: 'Filled',
    align: 'end',
    cell: (order) => <Quantity value={order.filledQuantity} coin={quantityCoin} />,
  },
  {
    id: 'price',
    header: 'Price or trigger',
    align: 'end',
    cell: (order) =>
      order.type === 'market' && order.triggerPrice === null ? (
        'market'
      ) : (
        <Price value={order.price ?? order.triggerPrice} />
      ),
  },
  { id: 'average', header: 'Average', align: 'end', cell: (order) => <Price value={order.averagePrice} /> },
  { id: 'reason', header: 'Note', card: 'wide', cell: (order) => order.reason ?? '' },
  {
    id: 'updated',
    header: 'Updated',
    align: 'end',
    cell: (order) => <Moment at={order.updatedAt} />,
  },
];

export function OrdersTable({ story }: { story: TradeStory }) {
  const { orders } = story;
  if (orders.length === 0) return <EmptyState title="No order was made for this trade" />;
  return (
    <DataTable
      caption="Orders of this trade"
      columns={columnsOf(story)}
      rows={orders}
      rowKey={({ orderLinkId }) => orderLinkId}
    />
  );
}
