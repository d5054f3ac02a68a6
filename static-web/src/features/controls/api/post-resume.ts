import { useMutation, useQueryClient } from '@tanstack/react-query';
import { halt } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { haltQuery } from './get-halt';

export function usePostResume() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string }) => request('/resume', halt, { method: 'POST', body }),
    onSuccess: (state) => {
      queryClient.setQueryData(haltQuery.queryKey, state);
      return queryClient.invalidateQueries({ queryKey: ['account'] });
    },
  });
}
