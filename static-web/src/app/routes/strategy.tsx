import { useParams } from 'react-router';
import { Page } from '@/components/ui/page';
import { StrategyEditor } from '@/features/strategies/components/strategy-editor';

export function Component() {
  const { key = '' } = useParams();
  return (
    <Page title={`Strategy ${key}`} hideTitle>
      <StrategyEditor key={key} strategyKey={key} />
    </Page>
  );
}
