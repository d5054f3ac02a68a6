import { Money, Price, Quantity } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { EmptyState } from '@/components/ui/states';
import { formatDecimal } from '@/lib/format-decimal';
import { humanize } from '@/lib/words';
import type { Fill } from '@/generated/zod.gen';

const columns: readonly Column<Fill>[] = [
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
  { id: 'quantity', header: 'Quantity', align: 'end', cell: (fill) => <Quantity value={fill.quantity} /> },
  { id: 'value', header: 'Value', align: 'end', cell: (fill) => <Money value={fill.value} /> },
  {
    id: 'fee',
    header: 'Fee',
    align: 'end',
    cell: (fill) => `${formatDecimal(fill.fee, { min: 2, max: 6 })} ${fill.feeCurrency}`,
  },
  {
    id: 'maker',
    header: 'Liquidity',
    align: 'end',
    cell: (fill) => (fill.maker ? 'Maker' : 'Taker'),
  },
];

export function FillsTable({ fills }: { fills: readonly Fill[] }) {
  if (fills.length === 0) return <EmptyState title="Nothing was filled yet" />;
  return <DataTable caption="Fills of this trade" columns={columns} rows={fills} rowKey={({ execId }) => execId} />;
}
