import { queryOptions, useQuery } from '@tanstack/react-query';
import { tradeList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export const openTradesQuery = queryOptions({
  queryKey: ['trades', 'open'],
  queryFn: ({ signal }) => request('/trades', tradeList, { query: { status: 'open', limit: 200 }, signal }),
});

export function useOpenTrades() {
  return useQuery({ ...openTradesQuery, select: ({ items }) => items });
}

/** The owner of the open trades' polling; mounted once, by the shell. */
export function usePollOpenTrades() {
  return useQuery({
    ...openTradesQuery,
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > 0 ? polling.live : polling.watchful),
    select: ({ items }) => items,
  });
}
