import type { Tone } from './badge';
import { Badge } from './badge';

const tones: Record<string, Tone> = { long: 'good', short: 'bad', buy: 'good', sell: 'bad' };

/** Long and buy, short and sell: the word carries the meaning. */
export function SideBadge({ side }: { side: string }) {
  return <Badge tone={tones[side] ?? 'neutral'}>{side.charAt(0).toUpperCase() + side.slice(1)}</Badge>;
}
