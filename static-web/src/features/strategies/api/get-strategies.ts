import { useQuery } from '@tanstack/react-query';
import { strategyList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';

export function useStrategies() {
  return useQuery({
    queryKey: ['strategies', 'list'],
    queryFn: ({ signal }) => request('/strategies', strategyList, { query: { limit: 200 }, signal }),
    refetchInterval: polling.calm,
    select: ({ items }) => items,
  });
}
