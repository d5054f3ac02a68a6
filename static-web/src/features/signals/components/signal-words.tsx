import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { ReasonText } from '@/components/ui/reason-text';
import type { Known } from '@/lib/words';
import { humanize, under } from '@/lib/words';
import type { Signal, signalStatus } from '@/generated/zod.gen';

const tones: Record<Known<typeof signalStatus>, Tone> = {
  received: 'neutral',
  accepted: 'accent',
  completed: 'good',
  denied: 'warn',
  failed: 'bad',
};

export function SignalStatus({ status }: { status: string }) {
  return <Badge tone={under(tones, status) ?? 'neutral'}>{humanize(status)}</Badge>;
}

/** What the alert was about; a call refused at the door was never read that far. */
export function subject({ symbol, reason }: Pick<Signal, 'symbol' | 'reason'>): string {
  return symbol ?? (reason?.code.startsWith('webhook.') === true ? 'Refused call' : 'Unknown symbol');
}

/** What the alert asked for: a target position where it names one, otherwise its action. */
export function wish({ action, position }: Pick<Signal, 'action' | 'position'>): string {
  if (position !== null) return `Be ${position}`;
  return action === null ? 'No action read' : humanize(action);
}

const outcomes: Record<Known<typeof signalStatus>, string> = {
  received: 'Waiting to be decided.',
  accepted: 'Within all limits; being traded.',
  denied: 'Refused without a reason on record.',
  failed: 'Failed without a reason on record.',
  completed: 'Done.',
};

function outcome({ status, tradeId, action, dryRun }: Signal): string {
  if (dryRun) return 'Dry run: decided, not traded.';
  if (status === 'completed' && tradeId !== null) return 'Traded; the trade has ended.';
  if (status === 'completed' && action === 'close') return 'Closed what was open.';
  return under(outcomes, status) ?? '';
}

export function SignalOutcome({ signal, code = false }: { signal: Signal; code?: boolean }) {
  if (signal.reason !== null) return <ReasonText reason={signal.reason} code={code} />;
  return outcome(signal);
}
