import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { signalList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import type { SignalFilter } from './signal';

export const signalsQuery = (filter: SignalFilter) =>
  infiniteQueryOptions({
    queryKey: ['signals', 'list', filter],
    queryFn: ({ pageParam, signal: abort }) =>
      request('/signals', signalList, { query: { ...filter, limit: 50, cursor: pageParam }, signal: abort }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** Renews itself while only the newest page is shown; someone who reads back is left in peace. */
export function useSignals(filter: SignalFilter) {
  return useInfiniteQuery({
    ...signalsQuery(filter),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= 1 ? polling.watchful : false),
    select: (data) => data.pages.flatMap(({ items }) => items),
  });
}
