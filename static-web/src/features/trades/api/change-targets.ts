import { useMutation, useQueryClient } from '@tanstack/react-query';
import { targetsAnswer } from '@/generated/zod.gen';
import { request } from '@/lib/api-client';

export interface TargetsWish {
  /** In place of those that were not reached. */
  takeProfits: object[];
  /** What stood as the shares were chosen: of anything else they would mean another part, and the bot refuses. */
  openQuantity: string;
}

function post(id: string, body: object) {
  return request(`/trades/${encodeURIComponent(id)}/targets`, targetsAnswer, { method: 'POST', body });
}

/** Asks what these targets would mean; nothing is changed. */
export function usePreviewTargets(id: string) {
  return useMutation({ mutationFn: (wish: TargetsWish) => post(id, { ...wish, preview: true }) });
}

interface Change {
  wish: TargetsWish;
  reason: string;
}

/** Puts these targets in the place of those that were not reached. */
export function useChangeTargets(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ wish, reason }: Change) => post(id, { ...wish, ...(reason === '' ? {} : { reason }) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['trades'] }),
  });
}
