import { useQuery } from '@tanstack/react-query';
import { signalDetail } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

export function useSignal(id: string) {
  return useQuery({
    queryKey: ['signals', 'one', id],
    queryFn: ({ signal }) => request(`/signals/${encodeURIComponent(id)}`, signalDetail, { signal }),
  });
}
