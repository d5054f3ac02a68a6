import * as z from 'zod';
import { decimalString, maybe, maybeDecimal, maybeInstant, maybeText, words } from '@/lib/schema';

export const account = z.object({
  asOf: maybeInstant,
  stale: z.boolean().default(false),
  environment: words('paper', 'demo', 'testnet', 'mainnet'),
  totalEquity: maybeDecimal,
  walletBalance: maybeDecimal,
  availableBalance: maybeDecimal,
  unrealizedPnl: maybeDecimal,
  marginUsed: maybeDecimal,
  coins: maybe(
    z.array(
      z.object({
        coin: z.string(),
        equity: maybeDecimal,
        walletBalance: maybeDecimal,
        unrealizedPnl: maybeDecimal,
        usdValue: maybeDecimal,
      }),
    ),
  ),
  openRisk: maybeDecimal,
  dayPnl: maybeDecimal,
  halt: maybe(z.object({ halted: z.boolean(), reason: maybeText, since: maybeInstant, by: maybeText })),
});
export type Account = z.infer<typeof account>;

export const equityPoint = z.object({
  at: z.string(),
  equity: decimalString,
  walletBalance: maybeDecimal,
  unrealizedPnl: maybeDecimal,
});
export type EquityPoint = z.infer<typeof equityPoint>;
