import { Page } from '@/components/ui/page';
import { NewStrategy } from '@/features/strategies/components/strategy-editor';

export function Component() {
  return (
    <Page title="New strategy" hideTitle>
      <NewStrategy />
    </Page>
  );
}
