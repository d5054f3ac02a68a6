import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { ReasonText } from '@/components/ui/reason-text';
import type { Known } from '@/lib/words';
import { unopened } from '@/lib/unopened';
import { humanize, under } from '@/lib/words';
import type { Signal, signalStatus } from '@/generated/zod.gen';

const tones: Record<Known<typeof signalStatus>, Tone> = {
  received: 'neutral',
  accepted: 'accent',
  completed: 'good',
  denied: 'warn',
  failed: 'bad',
};

/** What became of it; one whose entry ended before its fill did not fail. */
export function SignalStatus({ signal }: { signal: Pick<Signal, 'status' | 'reason'> }) {
  const word = unopened(signal.status, signal.reason);
  if (word !== null) return <Badge>{word}</Badge>;
  return <Badge tone={under(tones, signal.status) ?? 'neutral'}>{humanize(signal.status)}</Badge>;
}

/** What the alert was about; a call refused at the door was never read that far, but mostly says it itself. */
export function subject({ symbol, sentSymbol, reason }: Pick<Signal, 'symbol' | 'sentSymbol' | 'reason'>): string {
  return symbol ?? sentSymbol ?? (reason?.code.startsWith('webhook.') === true ? 'Refused call' : 'Unknown symbol');
}

type Wish = Pick<Signal, 'action' | 'position' | 'sentSymbol' | 'sentAction' | 'sentPosition'>;

/** What the alert asked for: a target position where it names one, otherwise its action. */
export function wish({ action, position, sentSymbol, sentAction, sentPosition }: Wish): string {
  if (position !== null) return `Be ${position}`;
  if (action !== null) return humanize(action);
  const sent = sentPosition === null ? sentAction : `be ${sentPosition}`;
  if (sent !== null) return `Refused call: ${sent}`;
  return sentSymbol === null ? 'No action read' : 'Refused call: no action read';
}

const outcomes: Record<Known<typeof signalStatus>, string> = {
  received: 'Waiting to be decided.',
  accepted: 'Within all limits; being traded.',
  denied: 'Refused without a reason on record.',
  failed: 'Failed without a reason on record.',
  completed: 'Done.',
};

function outcome({ status, action, tradeId, addedTradeId, closedTradeIds, dryRun }: Signal): string {
  if (dryRun) return 'Dry run: decided, not traded.';
  if (status === 'completed' && tradeId !== null) return 'Traded; the trade has ended.';
  if (status === 'completed' && addedTradeId !== null)
    return 'Asked to add to what was open; its story tells the rest.';
  if (status === 'completed' && closedTradeIds.length > 0)
    return action === 'cancel' ? 'Took back what waited to be filled.' : 'Closed what was open.';
  return under(outcomes, status) ?? '';
}

export function SignalOutcome({ signal, code = false }: { signal: Signal; code?: boolean }) {
  if (signal.reason !== null) return <ReasonText reason={signal.reason} code={code} />;
  return outcome(signal);
}
