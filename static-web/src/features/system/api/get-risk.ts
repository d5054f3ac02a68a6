import { useQuery } from '@tanstack/react-query';
import { riskLimits } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { isStatus } from '@/lib/api-error';
import { polling } from '@/lib/polling';

export const riskKey = ['risk'] as const;

export function useRiskLimits() {
  return useQuery({
    queryKey: riskKey,
    queryFn: ({ signal }) => request('/risk', riskLimits, { signal }),
    refetchInterval: ({ state }) => (isStatus(state.error, 404) ? false : polling.slow),
  });
}
