import { Link } from 'react-router';
import { isStatus } from '@/lib/api-error';
import { Panel } from '@/components/ui/panel';
import { QueryView } from '@/components/ui/query-view';
import { EmptyState, Skeleton } from '@/components/ui/states';
import { paths } from '@/config/paths';
import { useTrade } from '@/features/trades/api/get-trade';
import type { TradeStory } from '@/generated/zod.gen';
import { FillsTable } from './fills-table';
import { FundingTable } from './funding-table';
import { OrdersTable } from './orders-table';
import { PriceLadder } from './price-ladder';
import { ProfitArithmetic } from './profit-arithmetic';
import { StageTimes } from './stage-times';
import { StoryHeader } from './story-header';
import styles from './story.module.css';
import { Timeline } from './timeline';

function Story({ story }: { story: TradeStory }) {
  return (
    <div className={styles.layout}>
      <StoryHeader story={story} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Panel title="What happened">
            <StageTimes events={story.events} />
            <Timeline events={story.events} />
          </Panel>
          <Panel title="Orders" flush>
            <OrdersTable story={story} />
          </Panel>
          <Panel title="Fills" flush>
            <FillsTable story={story} />
          </Panel>
          {story.fundingPayments.length === 0 ? null : (
            <Panel title="Funding" flush>
              <FundingTable story={story} />
            </Panel>
          )}
        </div>
        <div className={styles.side}>
          <Panel title="Price ladder">
            <PriceLadder story={story} />
          </Panel>
          <Panel title="How the result comes about">
            <ProfitArithmetic story={story} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

export function TradeStoryView({ id }: { id: string }) {
  const query = useTrade(id);
  if (query.data === undefined && isStatus(query.error, 404)) {
    return (
      <Panel title="Not found">
        <EmptyState title="The bot knows no such trade">
          <Link to={paths.trades}>See all trades</Link>
        </EmptyState>
      </Panel>
    );
  }
  return (
    <QueryView query={query} skeleton={<Skeleton rows={14} height={18} />}>
      {(story) => <Story story={story} />}
    </QueryView>
  );
}
