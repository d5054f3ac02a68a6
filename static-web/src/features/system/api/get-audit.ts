import { useQuery } from '@tanstack/react-query';
import { auditList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';

export function useAudit() {
  return useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => request('/audit', auditList, { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
    select: ({ items }) => items,
  });
}
