import { useMutation, useQueryClient } from '@tanstack/react-query';
import { riskLimits } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { riskKey } from './get-risk';

/** Replaces all limits; the change is in the audit. */
export function usePutRiskLimits() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) => request('/risk', riskLimits, { method: 'PUT', body }),
    onSuccess: async (saved) => {
      await queryClient.cancelQueries({ queryKey: riskKey });
      queryClient.setQueryData(riskKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['audit'] });
    },
  });
}
