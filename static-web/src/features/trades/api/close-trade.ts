import { useMutation, useQueryClient } from '@tanstack/react-query';
import { closeAnswer } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

/** Asks for the close; the trade shows as closed only once the bot reports it. */
export function useCloseTrade(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      request(`/trades/${encodeURIComponent(id)}/close`, closeAnswer, {
        method: 'POST',
        body: reason === '' ? {} : { reason },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['trades'] }),
  });
}
