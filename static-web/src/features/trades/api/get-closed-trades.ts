import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { tradeList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export interface TradeFilter {
  strategy: string | null;
  symbol: string | null;
}

export const closedTradesQuery = (filter: TradeFilter) =>
  infiniteQueryOptions({
    queryKey: ['trades', 'closed', filter],
    queryFn: ({ pageParam, signal }) =>
      request('/trades', tradeList, { query: { status: 'closed', ...filter, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export function useClosedTrades(filter: TradeFilter) {
  return useInfiniteQuery({
    ...closedTradesQuery(filter),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= 1 ? polling.calm : false),
    select: (data) => data.pages.flatMap(({ items }) => items),
  });
}
