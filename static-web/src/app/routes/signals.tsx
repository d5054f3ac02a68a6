import { Page } from '@/components/ui/page';
import { SignalsList } from '@/features/signals/components/signals-list';

export function Component() {
  return (
    <Page title="Signals" lead="Every alert that came in, and what the bot made of it.">
      <SignalsList />
    </Page>
  );
}
