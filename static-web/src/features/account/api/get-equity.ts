import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { maybeText } from '@/lib/schema';
import type { EquityPoint } from './account';
import { equityPoint } from './account';

const equity = z.object({ items: z.array(equityPoint), resolution: z.string(), next: maybeText });

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

/** Walks the pages until the range is complete; newest first, as the bot lists. */
async function fetchPoints(from: string | null, resolution: Resolution, signal: AbortSignal): Promise<EquityPoint[]> {
  const items: EquityPoint[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages++) {
    const answer: z.infer<typeof equity> = await request('/equity', equity, {
      query: { from, resolution, limit: pageSize, cursor },
      signal,
    });
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return items;
}

/**
 * The range's own resolution, or the first finer one that makes a curve: a young installation has one point a day,
 * but many readings. Oldest first, as a chart wants it.
 */
async function fetchEquity(range: EquityRange, signal: AbortSignal): Promise<EquityPoint[]> {
  const { back, resolution } = spans[range];
  const from = back === null ? null : new Date(Date.now() - back).toISOString();
  let points: EquityPoint[] = [];
  for (const finer of resolutions.slice(resolutions.indexOf(resolution))) {
    points = await fetchPoints(from, finer, signal);
    if (points.length >= fewPoints) break;
  }
  return points.reverse();
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
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) < fewPoints ? polling.calm : polling.slow),
    placeholderData: keepPreviousData,
  });
}
