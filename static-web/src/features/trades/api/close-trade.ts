import { useMutation, useQueryClient } from '@tanstack/react-query';
import { closeAnswer } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

interface Close {
  reason: string;
  /** How much of what stands. */
  percent: string;
  /** What stood when it was asked for: sent again, it closes no second part. */
  openQuantity: string;
}

/** Asks for the close of all or a part; the trade shows it only once the bot reports it. */
export function useCloseTrade(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ reason, percent, openQuantity }: Close) =>
      request(`/trades/${encodeURIComponent(id)}/close`, closeAnswer, {
        method: 'POST',
        body: { ...(reason === '' ? {} : { reason }), ...(percent === '100' ? {} : { percent, openQuantity }) },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['trades'] }),
  });
}
