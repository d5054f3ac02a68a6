import { createContext, use } from 'react';

/** What the signed-in person may do; filled by the session, read by every control. */
export interface Permissions {
  canControl: boolean;
}

const PermissionsContext = createContext<Permissions>({ canControl: false });

export const PermissionsProvider = PermissionsContext.Provider;

export function usePermissions(): Permissions {
  return use(PermissionsContext);
}
