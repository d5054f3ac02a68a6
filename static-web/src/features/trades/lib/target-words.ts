import { ApiError, explain, isCode } from '@/lib/api-error';
import { sign, subtract } from '@/lib/decimal';
import type { DecimalString } from '@/lib/decimal';
import { faultsElsewhere } from '@/lib/faults';
import { formatDecimal, formatPrice } from '@/lib/format-decimal';
import { whole } from '@/lib/shares';
import type { Target, TargetsAnswer } from '@/generated/zod.gen';
import type { TargetRow } from './target-rows';
import { leftByRows } from './target-rows';

export function formatShare(value: DecimalString): string {
  return `${formatDecimal(value)}\u202f%`;
}

/** What the targets leave of what is open, in words. */
export function describeLeft(rows: readonly TargetRow[]): string {
  if (rows.length === 0) return 'No target: what is open stays until its stop, the time stop or an alert closes it.';
  const left = leftByRows(rows);
  if (left === null) return 'Give each share as a number, such as 33.33.';
  const alone = rows.length === 1;
  if (sign(left) < 0) {
    const closed = formatShare(subtract(whole, left));
    return `${alone ? 'The target closes' : 'Together the targets close'} ${closed} of what is open; at most ${formatShare(whole)} can be closed.`;
  }
  if (sign(left) === 0) return `All that is open is closed by the ${alone ? 'target' : 'targets'}.`;
  return `${formatShare(left)} of what is open is left to the stop.`;
}

/** Each target that was reached, and what it closed. */
export function describeReached(reached: readonly Target[]): string {
  return reached.map(({ price, close }) => `${formatPrice(price)} closed ${formatShare(close)}`).join(', ');
}

/** What has to happen for the result that the bot tells. */
export function describeCondition({ takeProfits, restQuantity }: TargetsAnswer): string {
  if (takeProfits.length === 0) return 'If the stop is hit';
  return sign(restQuantity) === 0 ? 'If all are hit' : 'If all are hit and the rest leaves at the stop';
}

/** Why the target at that place closes nothing itself; null where it does. */
export function describeTooLittle({ takeProfits }: TargetsAnswer, place: number): string | null {
  const [target, ...farther] = takeProfits.slice(place);
  if (target === undefined || sign(target.quantity) > 0) return null;
  return farther.some(({ quantity }) => sign(quantity) > 0)
    ? 'too little for an order: closed with the next one'
    : 'too little for an order of its own';
}

/** What a refusal says beside what stands at the targets. */
export function describeRefusal(error: unknown): string[] {
  if (error === null) return [];
  const fields = error instanceof ApiError ? error.fields : {};
  const said = Object.keys(fields).length === 0 ? [explain(error)] : faultsElsewhere(fields, ['takeProfits']);
  // What the dialog shows is over, and so are the shares in it.
  return isCode(error, 'trade.changed') ? [...said, 'Leave this and open it again to see what is open.'] : said;
}
