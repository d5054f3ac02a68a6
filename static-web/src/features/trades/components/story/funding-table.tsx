import { Quantity } from '@/components/ui/amount';
import type { Column } from '@/components/ui/data-table';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Unknown } from '@/components/ui/unknown';
import { absolute } from '@/lib/decimal';
import { formatPercent } from '@/lib/format-decimal';
import type { Funding, TradeStory } from '@/generated/zod.gen';
import { formatFunding } from '../trade-words';

const columnsOf = ({ quantityCoin }: TradeStory): readonly Column<Funding>[] => [
  { id: 'amount', header: 'Funding', card: 'title', cell: (payment) => formatFunding(payment.amount, payment.coin) },
  { id: 'at', header: 'Time', card: 'lead', cell: (payment) => <Moment at={payment.at} /> },
  {
    id: 'rate',
    header: 'Rate',
    align: 'end',
    cell: ({ ratePercent }) => (ratePercent === null ? <Unknown /> : formatPercent(absolute(ratePercent), 4)),
  },
  {
    id: 'quantity',
    header: 'The trade’s part',
    align: 'end',
    cell: (payment) => <Quantity value={payment.quantity} coin={quantityCoin} />,
  },
  {
    id: 'position',
    header: 'Whole position',
    align: 'end',
    cell: (payment) => <Quantity value={payment.positionQuantity} coin={quantityCoin} />,
  },
];

export function FundingTable({ story }: { story: TradeStory }) {
  return (
    <DataTable
      caption="Funding paid and received for this trade"
      columns={columnsOf(story)}
      rows={story.fundingPayments}
      rowKey={({ execId }) => execId}
    />
  );
}
