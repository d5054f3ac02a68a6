import { compare, sign } from '@/lib/decimal';
import type { DecimalString } from '@/lib/decimal';
import { formatDecimal, formatPrice } from '@/lib/format-decimal';
import { under } from '@/lib/words';
import type { Event, StopMoves, Trade } from '@/generated/zod.gen';

type Moving = Pick<Trade, 'side' | 'unfinished' | 'stopLoss' | 'stopMoves' | 'takeProfits'>;

/** Whether what must come first has come: the target, else the price, else nothing must. */
function hasBegun(
  { side, stopMoves, takeProfits }: Moving,
  price: DecimalString | null,
  target: number | null,
): boolean {
  if (target !== null) return takeProfits[target - 1]?.reached ?? false;
  if (price === null) return true;
  const best = stopMoves?.bestPrice ?? null;
  return best !== null && compare(best, price) !== (side === 'short' ? 1 : -1);
}

function isFollowing(trade: Moving): boolean {
  const trailing = trade.stopMoves?.trailing ?? null;
  return trailing !== null && hasBegun(trade, trailing.fromPrice, trailing.fromTarget);
}

function isAtBreakEven(trade: Moving): boolean {
  const { breakEven, movedStopLoss } = trade.stopMoves ?? { breakEven: null, movedStopLoss: null };
  return (
    breakEven !== null &&
    movedStopLoss !== null &&
    movedStopLoss === trade.stopLoss &&
    hasBegun(trade, breakEven.price, breakEven.target)
  );
}

/** What the stop does where it stands, in as few words as a list has room for; null while its rules have done nothing. */
export function stopState(trade: Moving): string | null {
  if (!trade.unfinished) return null;
  if (isFollowing(trade))
    return trade.stopMoves?.trailing?.targets === true ? 'follows the targets' : 'follows the price';
  return isAtBreakEven(trade) ? 'break-even' : null;
}

const causes = {
  breakEven: 'break-even',
  trailing: 'follows the price',
  target: 'follows the targets',
  manual: 'moved by hand',
} as const;

/** Why the stop stands where it does, as the story has it; null where it tells of no move to there. */
export function stopCause(events: readonly Event[], stopLoss: DecimalString | null): string | null {
  const cause = events.findLast(({ kind, data }) => kind === 'stopTightened' && data.stopLoss === stopLoss)?.data.cause;
  return typeof cause === 'string' ? (under(causes, cause) ?? null) : null;
}

function start(price: DecimalString | null, target: number | null): string {
  if (target !== null) return `once target ${target} is reached`;
  return price === null ? '' : `from ${formatPrice(price)} on`;
}

function toBreakEven(trade: Moving, { breakEven }: StopMoves): string[] {
  if (breakEven === null || isAtBreakEven(trade)) return [];
  const { price, target, offset } = breakEven;
  const at = price === null ? start(null, target) : `at ${formatPrice(price)}`;
  const further = sign(offset) === 0 ? '' : ` and ${formatDecimal(offset)}\u202f% of the entry further`;
  return [`goes to break-even${further} ${at}`];
}

function behindPrice(trade: Moving, { trailing, bestPrice }: StopMoves): string[] {
  if (trailing === null) return [];
  const { percent, distance, targets, fromPrice, fromTarget } = trailing;
  const from = isFollowing(trade) ? '' : `, ${start(fromPrice, fromTarget)}`;
  if (targets) return [`follows the targets${from}`];
  const behind = percent === null ? distance && formatPrice(distance) : `${formatDecimal(percent)}\u202f%`;
  const best = bestPrice === null ? '' : ` ${formatPrice(bestPrice)}`;
  return [`follows ${behind === null ? '' : `${behind} behind `}the best price${best}${from}`];
}

/** What will move the stop next, in a sentence; null where nothing will. */
export function nextStopMove(trade: Moving): string | null {
  const { stopMoves } = trade;
  if (stopMoves === null) return null;
  const { askedStopLoss } = stopMoves;
  const moves = [
    ...(askedStopLoss === null ? [] : [`is being moved to ${formatPrice(askedStopLoss)}`]),
    ...toBreakEven(trade, stopMoves),
    ...behindPrice(trade, stopMoves),
  ];
  return moves.length === 0 ? null : `The stop ${moves.join('; it ')}.`;
}
