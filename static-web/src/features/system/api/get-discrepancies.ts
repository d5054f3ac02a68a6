import { useQuery } from '@tanstack/react-query';
import { discrepancyList } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';

export function useDiscrepancies() {
  return useQuery({
    queryKey: ['discrepancies'],
    queryFn: ({ signal }) => request('/discrepancies', discrepancyList, { query: { limit: 20 }, signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
    select: ({ items }) => items,
  });
}
