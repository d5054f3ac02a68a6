import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import { request } from '@/lib/api-client';
import { maybeText } from '@/lib/schema';
import { strategy } from './strategy';

const saved = z.object({
  strategy,
  /** The token is in the answer only when it was just made; it is never readable again. */
  webhook: z.object({ url: z.string(), token: maybeText }),
});
export type SavedStrategy = z.infer<typeof saved>;

interface PutStrategy {
  key: string;
  body: Record<string, unknown>;
}

export function usePutStrategy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ key, body }: PutStrategy) =>
      request(`/strategies/${encodeURIComponent(key)}`, saved, { method: 'PUT', body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['strategies'] }),
    // The answer holds a secret: it stays no longer than the page that shows it.
    gcTime: 0,
  });
}
