import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { humanize } from '@/lib/words';
import type { Strategy } from '@/generated/zod.gen';

const tones: Record<string, Tone> = { active: 'good', paused: 'neutral', exitOnly: 'warn' };

export function StrategyState({ strategy }: { strategy: Pick<Strategy, 'state' | 'dryRun'> }) {
  return (
    <>
      <Badge tone={tones[strategy.state] ?? 'neutral'} dot>
        {humanize(strategy.state)}
      </Badge>{' '}
      {strategy.dryRun ? <Badge tone="cyan">Dry run</Badge> : null}
    </>
  );
}
