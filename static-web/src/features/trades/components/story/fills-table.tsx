import { Money, Price, Quantity } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/states';
import { humanize } from '@/lib/words';
import type { Fill, TradeStory } from '@/generated/zod.gen';

const columnsOf = ({ settleCoin, quantityCoin }: TradeStory): readonly Column<Fill>[] => [
  {
    id: 'fill',
    header: 'Fill',
    card: 'title',
    cell: (fill) => (
      <>
        <b>{humanize(fill.role)}</b> {fill.side}
      </>
    ),
  },
  { id: 'at', header: 'Time', card: 'lead', cell: (fill) => <Moment at={fill.at} /> },
  { id: 'price', header: 'Price', align: 'end', cell: (fill) => <Price value={fill.price} /> },
  {
    id: 'quantity',
    header: 'Quantity',
    align: 'end',
    cell: (fill) => <Quantity value={fill.quantity} coin={quantityCoin} />,
  },
  { id: 'value', header: 'Value', align: 'end', cell: (fill) => <Money value={fill.value} coin={settleCoin} /> },
  {
    id: 'fee',
    header: 'Fee',
    align: 'end',
    cell: (fill) => <Money value={fill.fee} coin={fill.feeCurrency} />,
  },
  {
    id: 'maker',
    header: 'Liquidity',
    align: 'end',
    cell: (fill) => (fill.maker ? 'Maker' : 'Taker'),
  },
];

export function FillsTable({ story }: { story: TradeStory }) {
  const { fills } = story;
  if (fills.length === 0) return <EmptyState title="Nothing was filled yet" />;
  return (
    <DataTable caption="Fills of this trade" columns={columnsOf(story)} rows={fills} rowKey={({ execId }) => execId} />
  );
}
