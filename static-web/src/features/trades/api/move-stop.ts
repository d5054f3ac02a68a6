import { useMutation, useQueryClient } from '@tanstack/react-query';
import { stopAnswer } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

/** Where the stop is to stand: at a price, or where the trade would end without a loss. */
export type StopWish = { stopLoss: string } | { breakEven: true };

function post(id: string, body: object) {
  return request(`/trades/${encodeURIComponent(id)}/stops`, stopAnswer, { method: 'POST', body });
}

/** Asks what a stop there would mean; nothing is moved. */
export function usePreviewStop(id: string) {
  return useMutation({ mutationFn: (wish: StopWish) => post(id, { ...wish, preview: true }) });
}

interface Move {
  wish: StopWish;
  reason: string;
}

/** Asks for the stop to stand there; the trade shows it only once the bot reports it. */
export function useMoveStop(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ wish, reason }: Move) => post(id, { ...wish, ...(reason === '' ? {} : { reason }) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['trades'] }),
  });
}
