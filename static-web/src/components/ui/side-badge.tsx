import type { direction, orderSide } from '@/generated/zod.gen';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { Tone } from './badge';
import { Badge } from './badge';

const tones: Record<Known<typeof direction> | Known<typeof orderSide>, Tone> = {
  long: 'good',
  short: 'bad',
  buy: 'good',
  sell: 'bad',
};

/** Long and buy, short and sell: the word carries the meaning. */
export function SideBadge({ side }: { side: string }) {
  return <Badge tone={under(tones, side) ?? 'neutral'}>{humanize(side)}</Badge>;
}
