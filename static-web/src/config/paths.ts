/** Every address of the dashboard, in one place. */
export const paths = {
  overview: '/',
  signIn: '/sign-in',
  signals: '/signals',
  signal: (id: string) => `/signals?signal=${encodeURIComponent(id)}`,
  trades: '/trades',
  trade: (id: string) => `/trades/${encodeURIComponent(id)}`,
  strategies: '/strategies',
  newStrategy: '/strategies/new',
  strategy: (key: string) => `/strategies/${encodeURIComponent(key)}`,
  signalsOf: (strategy: string) => `/signals?strategy=${encodeURIComponent(strategy)}`,
  system: '/system',
} as const;
