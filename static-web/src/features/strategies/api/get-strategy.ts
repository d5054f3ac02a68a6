import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { listedStrategy } from './strategy';

/** Not polled: nobody's half-finished edit is replaced under their hands. */
export function useStrategy(key: string) {
  return useQuery({
    queryKey: ['strategies', 'one', key],
    queryFn: ({ signal }) => request(`/strategies/${encodeURIComponent(key)}`, listedStrategy, { signal }),
    refetchOnWindowFocus: false,
  });
}
