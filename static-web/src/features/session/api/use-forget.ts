import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from './get-me';

/** Once nobody is signed in, nothing of the account stays in memory, however the session ended. */
export function useForget(signedOut: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!signedOut) return;
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
  }, [signedOut, queryClient]);
}
