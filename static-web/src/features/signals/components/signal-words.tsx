import type { Tone } from '@/components/ui/badge';
import { Badge } from '@/components/ui/badge';
import { ReasonText } from '@/components/ui/reason-text';
import { humanize } from '@/lib/words';
import type { Signal } from '@/generated/zod.gen';

const tones: Record<string, Tone> = {
  received: 'neutral',
  accepted: 'accent',
  completed: 'good',
  denied: 'warn',
  failed: 'bad',
};

export function SignalStatus({ status }: { status: string }) {
  return <Badge tone={tones[status] ?? 'neutral'}>{humanize(status)}</Badge>;
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

const outcomes: Record<string, string> = {
  received: 'Waiting to be decided.',
  accepted: 'Within all limits; being traded.',
  denied: 'Refused without a reason on record.',
  failed: 'Failed without a reason on record.',
};

function outcome({ status, tradeId, action, dryRun }: Signal): string {
  if (dryRun) return 'Dry run: decided, not traded.';
  if (status !== 'completed') return outcomes[status] ?? '';
  if (tradeId !== null) return 'Traded; the trade has ended.';
  return action === 'close' ? 'Closed what was open.' : 'Done.';
}

export function SignalOutcome({ signal, code = false }: { signal: Signal; code?: boolean }) {
  if (signal.reason !== null) return <ReasonText reason={signal.reason} code={code} />;
  return outcome(signal);
}
