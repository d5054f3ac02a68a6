import { useQuery } from '@tanstack/react-query';
import { tradeStory } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export function useTrade(id: string) {
  return useQuery({
    queryKey: ['trades', 'one', id],
    queryFn: ({ signal }) => request(`/trades/${encodeURIComponent(id)}`, tradeStory, { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined) return false;
      return state.data.unfinished ? polling.live : polling.slow;
    },
  });
}
