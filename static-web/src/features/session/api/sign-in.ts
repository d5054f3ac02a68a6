import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from '@/lib/api-client';
import { meQuery } from './get-me';

export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: ['session', 'sign-in'],
    mutationFn: (password: string) => command('/session', { method: 'POST', body: { password } }),
    onSuccess: () => queryClient.query({ ...meQuery, staleTime: 0 }),
  });
}
