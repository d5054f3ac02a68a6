import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Equity, EquityPoint } from '@/generated/zod.gen';
import { equity } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import type { DecimalString } from '@/lib/decimal';
import { polling } from '@/lib/polling';

const hour = 3_600_000;

/** From coarse to fine; raw is every reading, 15 seconds apart. */
const resolutions = ['1d', '1h', '5m', '1m', 'raw'] as const;
type Resolution = (typeof resolutions)[number];

/** How far back each range looks, and how coarse it may be to stay below a few hundred points. */
const spans = {
  '1H': { back: hour, resolution: 'raw' },
  '1D': { back: 24 * hour, resolution: '5m' },
  '1W': { back: 7 * 24 * hour, resolution: '1h' },
  '1M': { back: 30 * 24 * hour, resolution: '1h' },
  All: { back: null, resolution: '1d' },
} as const satisfies Record<string, { back: number | null; resolution: Resolution }>;

export type EquityRange = keyof typeof spans;
export const equityRanges = Object.keys(spans) as readonly EquityRange[];

const pageSize = 200;
const maxPages = 5;

/** Fewer points than this make no curve; a finer resolution may have more. */
const fewPoints = 30;

/** The points of a range, oldest first, and how equity changed over it. */
export interface EquityCurve {
  points: readonly EquityPoint[];
  since: string | null;
  change: DecimalString | null;
}

/** Walks the pages until the range is complete; the first one holds the newest point and the change up to it. */
async function fetchCurve(from: string | null, resolution: Resolution, signal: AbortSignal): Promise<EquityCurve> {
  const items: EquityPoint[] = [];
  let newest: Equity | null = null;
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages++) {
    const answer: Equity = await request('/equity', equity, {
      query: { from, resolution, limit: pageSize, cursor },
      signal,
    });
    newest ??= answer;
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return { points: items.reverse(), since: newest?.since ?? null, change: newest?.change ?? null };
}

/**
 * The range's own resolution, or the first finer one that makes a curve: a young installation has one point a day,
 * but many readings.
 */
async function fetchEquity(range: EquityRange, signal: AbortSignal): Promise<EquityCurve> {
  const { back, resolution } = spans[range];
  const from = back === null ? null : new Date(Date.now() - back).toISOString();
  let curve: EquityCurve = { points: [], since: null, change: null };
  for (const finer of resolutions.slice(resolutions.indexOf(resolution))) {
    curve = await fetchCurve(from, finer, signal);
    if (curve.points.length >= fewPoints) break;
  }
  return curve;
}

export const equityQuery = (range: EquityRange) =>
  queryOptions({
    queryKey: ['equity', range],
    queryFn: ({ signal }) => fetchEquity(range, signal),
  });

export function useEquity(range: EquityRange) {
  return useQuery({
    ...equityQuery(range),
    // A curve that only begins grows visibly; nobody should wait half a minute for its first point.
    refetchInterval: ({ state }) => ((state.data?.points.length ?? 0) < fewPoints ? polling.calm : polling.slow),
    placeholderData: keepPreviousData,
  });
}
