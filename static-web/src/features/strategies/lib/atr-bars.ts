import { textOrNull, wholeOrText } from '@/lib/typed-text';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { candleInterval } from '@/generated/zod.gen';

/** The bars that an average true range is taken of, as typed. */
export interface AtrBars {
  length: string;
  interval: string;
}

/** What the bot takes where nothing is said. */
const usual: AtrBars = { length: '14', interval: 'hour1' };

/** Any rule of the bot that may be measured by an average true range. */
interface MayHaveBars {
  atrLength?: number | undefined;
  atrInterval?: string | undefined;
}

export function atrBars(stored: MayHaveBars | null): AtrBars {
  return {
    length: String(stored?.atrLength ?? usual.length),
    interval: stored?.atrInterval ?? usual.interval,
  };
}

/** What PUT sends of them. */
export function atrBarsBody({ length, interval }: AtrBars): Record<string, unknown> {
  return { atrLength: wholeOrText(length) ?? undefined, atrInterval: interval };
}

const intervals: Record<Known<typeof candleInterval>, string> = {
  minute1: '1 minute',
  minute3: '3 minutes',
  minute5: '5 minutes',
  minute15: '15 minutes',
  minute30: '30 minutes',
  hour1: '1 hour',
  hour2: '2 hours',
  hour4: '4 hours',
  hour6: '6 hours',
  hour12: '12 hours',
  day1: '1 day',
  week1: '1 week',
  month1: '1 month',
};

export function intervalWords(interval: string): string {
  return under(intervals, interval) ?? humanize(interval);
}

/** "14 bars of 1 hour"; null: the usual ones. */
export function atrBarsWords(bars: AtrBars | null): string {
  const { length, interval } = bars ?? usual;
  return `${textOrNull(length) ?? usual.length} bars of ${intervalWords(interval)}`;
}

/** What an average true range is, in a sentence. */
export function atrSentence(bars: AtrBars): string {
  return `The ATR (average true range) counts ${atrBarsWords(bars)} when the entry is decided.`;
}
