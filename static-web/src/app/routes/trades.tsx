import { Page } from '@/components/ui/page';
import { ForeignPositions } from '@/features/positions/components/foreign-positions';
import { TradesList } from '@/features/trades/components/trades-list';

export function Component() {
  return (
    <Page title="Trades" lead="What is open now, and how the others ended.">
      <TradesList />
      <ForeignPositions />
    </Page>
  );
}
