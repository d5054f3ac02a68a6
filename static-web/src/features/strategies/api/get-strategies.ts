import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { polling } from '@/lib/polling';
import { page } from '@/lib/schema';
import { listedStrategy } from './strategy';

const strategies = page(listedStrategy);

export function useStrategies() {
  return useQuery({
    queryKey: ['strategies', 'list'],
    queryFn: ({ signal }) => request('/strategies', strategies, { query: { limit: 200 }, signal }),
    refetchInterval: polling.calm,
    select: ({ items }) => items,
  });
}
