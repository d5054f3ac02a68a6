import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { Strategy, strategyState } from '@/generated/zod.gen';

const tones: Record<Known<typeof strategyState>, Tone> = { active: 'good', paused: 'neutral', exitOnly: 'warn' };

export function StrategyState({ strategy }: { strategy: Pick<Strategy, 'state' | 'dryRun'> }) {
  return (
    <>
      <Badge tone={under(tones, strategy.state) ?? 'neutral'} dot>
        {humanize(strategy.state)}
      </Badge>{' '}
      {strategy.dryRun ? <Badge tone="cyan">Dry run</Badge> : null}
    </>
  );
}
