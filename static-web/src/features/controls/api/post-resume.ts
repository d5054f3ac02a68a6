import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api-client';
import { haltQuery } from './get-halt';
import { haltState } from './halt-state';

export function usePostResume() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string }) => request('/resume', haltState, { method: 'POST', body }),
    onSuccess: (state) => {
      queryClient.setQueryData(haltQuery.queryKey, state);
      return queryClient.invalidateQueries({ queryKey: ['account'] });
    },
  });
}
