import { useMutation, useQueryClient } from '@tanstack/react-query';
import { halt } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';
import { haltQuery } from './get-halt';

interface HaltCommand {
  reason: string;
  flatten: boolean;
}

/** Nothing is shown as halted before the bot has said so. */
export function usePostHalt() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: HaltCommand) => request('/halt', halt, { method: 'POST', body }),
    onSuccess: async (state) => {
      queryClient.setQueryData(haltQuery.queryKey, state);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['account'] }),
        queryClient.invalidateQueries({ queryKey: ['trades'] }),
      ]);
    },
  });
}
