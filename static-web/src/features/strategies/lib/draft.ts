import type { ListedStrategy } from '../api/strategy';

/** The form as typed: text everywhere, so that nothing is lost while typing. */
export interface Draft {
  key: string;
  name: string;
  state: string;
  category: string;
  symbols: string;
  direction: string;
  orderType: string;
  sizingMode: string;
  sizingValue: string;
  leverage: string;
  stopLossPercent: string;
  takeProfitPercent: string;
  maxLagSeconds: string;
  maxDriftPercent: string;
  dryRun: boolean;
}

/** Careful to begin with: paused, half a percent at risk, a stop and a target. */
export const newDraft: Draft = {
  key: '',
  name: '',
  state: 'paused',
  category: 'linear',
  symbols: 'BTCUSDT',
  direction: 'both',
  orderType: 'market',
  sizingMode: 'riskPercent',
  sizingValue: '0.5',
  leverage: '1',
  stopLossPercent: '2',
  takeProfitPercent: '4',
  maxLagSeconds: '60',
  maxDriftPercent: '1',
  dryRun: false,
};

export function draftOf(strategy: ListedStrategy): Draft {
  return {
    key: strategy.key,
    name: strategy.name,
    state: strategy.state,
    category: strategy.category,
    symbols: strategy.symbols.join(', '),
    direction: strategy.direction,
    orderType: strategy.orderType,
    sizingMode: strategy.sizing.mode,
    sizingValue: strategy.sizing.value ?? '',
    leverage: strategy.leverage ?? '',
    stopLossPercent: strategy.stopLoss?.percent ?? '',
    takeProfitPercent: strategy.takeProfits?.[0]?.percent ?? '',
    maxLagSeconds: strategy.maxLagSeconds === null ? '' : String(strategy.maxLagSeconds),
    maxDriftPercent: strategy.maxDriftPercent ?? '',
    dryRun: strategy.dryRun,
  };
}

const readOnly = ['webhookUrl', 'updatedAt', 'lastSignalAt', 'openTrades'];

function textOrNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** Whole numbers become numbers; anything else goes as text, for the bot to refuse by name. */
function wholeOrText(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d+$/.test(trimmed) ? Number.parseInt(trimmed, 10) : trimmed;
}

/** Only the first target's percent is edited here; it replaces any other measure. A ladder's other steps stay as they are. */
function takeProfits(draft: Draft, original: ListedStrategy | null): unknown[] {
  const [first, ...others] = original?.takeProfits ?? [];
  const percent = textOrNull(draft.takeProfitPercent);
  if (percent === (first?.percent ?? null)) return original?.takeProfits ?? [];
  return percent === null ? others : [{ percent, close: first?.close ?? '100' }, ...others];
}

function stopLoss(draft: Draft, original: ListedStrategy | null): unknown {
  const percent = textOrNull(draft.stopLossPercent);
  if (percent === (original?.stopLoss?.percent ?? null)) return original?.stopLoss ?? null;
  return percent === null ? null : { percent };
}

/** What PUT sends: the original with the edits laid over it. */
export function bodyOf(draft: Draft, original: ListedStrategy | null): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(original ?? {}).filter(([name]) => !readOnly.includes(name)));
  return {
    ...kept,
    key: draft.key.trim(),
    name: draft.name.trim(),
    state: draft.state,
    category: draft.category,
    symbols: draft.symbols
      .split(/[\s,;]+/)
      .map((symbol) => symbol.toUpperCase())
      .filter((symbol) => symbol !== ''),
    direction: draft.direction,
    orderType: draft.orderType,
    sizing: { ...original?.sizing, mode: draft.sizingMode, value: textOrNull(draft.sizingValue) },
    leverage: textOrNull(draft.leverage),
    stopLoss: stopLoss(draft, original),
    takeProfits: takeProfits(draft, original),
    maxLagSeconds: wholeOrText(draft.maxLagSeconds),
    maxDriftPercent: textOrNull(draft.maxDriftPercent),
    dryRun: draft.dryRun,
  };
}
