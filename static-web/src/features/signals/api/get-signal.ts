import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { signalDetail } from './signal';

export function useSignal(id: string) {
  return useQuery({
    queryKey: ['signals', 'one', id],
    queryFn: ({ signal }) => request(`/signals/${encodeURIComponent(id)}`, signalDetail, { signal }),
  });
}
