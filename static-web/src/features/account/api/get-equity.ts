import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { maybeText } from '@/lib/schema';
import { equityPoint } from './account';

const equity = z.object({ items: z.array(equityPoint), resolution: z.string(), next: maybeText });

const hour = 3_600_000;

/** How far back each range looks, and how coarse it may be to stay below a few hundred points. */
const spans = {
  '1H': { back: hour, resolution: 'raw' },
  '1D': { back: 24 * hour, resolution: '5m' },
  '1W': { back: 7 * 24 * hour, resolution: '1h' },
  '1M': { back: 30 * 24 * hour, resolution: '1h' },
  All: { back: null, resolution: '1d' },
} as const;

export type EquityRange = keyof typeof spans;
export const equityRanges = Object.keys(spans) as readonly EquityRange[];

const pageSize = 200;
const maxPages = 5;

/** Walks the pages until the range is complete; oldest first, as a chart wants it. */
async function fetchEquity(range: EquityRange, signal: AbortSignal) {
  const { back, resolution } = spans[range];
  const from = back === null ? null : new Date(Date.now() - back).toISOString();
  const items: z.infer<typeof equityPoint>[] = [];
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
  return items.reverse();
}

export const equityQuery = (range: EquityRange) =>
  queryOptions({
    queryKey: ['equity', range],
    queryFn: ({ signal }) => fetchEquity(range, signal),
  });

export function useEquity(range: EquityRange) {
  return useQuery({ ...equityQuery(range), refetchInterval: polling.slow, placeholderData: keepPreviousData });
}
