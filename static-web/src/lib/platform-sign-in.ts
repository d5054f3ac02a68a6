/** Azure Static Web Apps signs people in by itself, outside the dashboard's own routes. */
export function staticWebAppsSignIn(back: string): string {
  return `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(back)}`;
}

export const staticWebAppsSignOut = '/.auth/logout?post_logout_redirect_uri=%2Fsign-in';

/** Leaves the single page app; its own function so that a test can watch it. */
export function goTo(address: string): void {
  window.location.assign(address);
}
