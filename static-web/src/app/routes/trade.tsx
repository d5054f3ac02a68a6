import { useParams } from 'react-router';
import { Page } from '@/components/ui/page';
import { TradeStoryView } from '@/features/trades/components/story/trade-story-view';

export function Component() {
  const { id = '' } = useParams();
  return (
    <Page title="Trade story" hideTitle>
      <TradeStoryView key={id} id={id} />
    </Page>
  );
}
