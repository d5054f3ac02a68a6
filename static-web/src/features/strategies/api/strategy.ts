/** What the form offers: words of the contract, without those that the bot does not support yet. */
export const states = ['active', 'paused', 'exitOnly'] as const;
export const categories = ['linear', 'inverse', 'spot'] as const;
export const directions = ['both', 'long', 'short'] as const;
export const orderTypes = ['market', 'limit'] as const;
export const sizingModes = [
  'riskPercent',
  'riskAmount',
  'equityPercent',
  'fixedNotional',
  'fixedQuantity',
  'followContracts',
] as const;
