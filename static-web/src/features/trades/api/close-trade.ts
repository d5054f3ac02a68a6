import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';

const accepted = z.object({ tradeId: z.string(), status: z.string() });

/** Asks for the close; the trade shows as closed only once the bot reports it. */
export function useCloseTrade(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      request(`/trades/${encodeURIComponent(id)}/close`, accepted, {
        method: 'POST',
        body: reason === '' ? {} : { reason },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['trades'] }),
  });
}
