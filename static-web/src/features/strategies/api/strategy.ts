import * as z from 'zod';
import { decimalString, maybe, maybeDecimal, maybeInstant, maybeText, words } from '@/lib/schema';

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

const takeProfit = z.looseObject({
  percent: maybeDecimal.optional(),
  /** In multiples of the risk, instead of a percent. */
  r: maybeDecimal.optional(),
  close: maybeDecimal.optional(),
});

/** Loose: what this dashboard does not edit goes back to the bot as it came. */
export const strategy = z.looseObject({
  key: z.string(),
  name: z.string(),
  state: words(...states),
  dryRun: z.boolean().default(false),
  category: words(...categories),
  symbols: z.array(z.string()),
  direction: words(...directions),
  orderType: words(...orderTypes),
  sizing: z.looseObject({ mode: words(...sizingModes), value: maybe(decimalString) }),
  leverage: maybeDecimal,
  stopLoss: maybe(z.looseObject({ percent: maybeDecimal })),
  takeProfits: maybe(z.array(takeProfit)),
  maxLagSeconds: maybe(z.number()),
  maxDriftPercent: maybeDecimal,
  timeStopMinutes: maybe(z.number()),
  cooldownSeconds: maybe(z.number()),
});
export type Strategy = z.infer<typeof strategy>;

/** With what the bot adds for reading. */
export const listedStrategy = strategy.extend({
  webhookUrl: maybeText,
  lastSignalAt: maybeInstant,
  openTrades: maybe(z.number().int()),
});
export type ListedStrategy = z.infer<typeof listedStrategy>;
