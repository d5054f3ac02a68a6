import { queryOptions, useQuery } from '@tanstack/react-query';
import { tradeList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export const recentTradesQuery = queryOptions({
  queryKey: ['trades', 'recent'],
  queryFn: ({ signal }) => request('/trades', tradeList, { query: { status: 'closed', limit: 8 }, signal }),
});

export function useRecentTrades() {
  return useQuery({ ...recentTradesQuery, select: ({ items }) => items });
}

/** The owner of the recently closed trades' polling; mounted once, by the shell. */
export function usePollRecentTrades() {
  return useQuery({ ...recentTradesQuery, refetchInterval: polling.watchful, select: ({ items }) => items });
}
