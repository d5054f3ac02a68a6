import { textOrNull, wholeOrText } from '@/lib/typed-text';
import type { Strategy } from '@/generated/zod.gen';
import type { StopMovesDraft } from './stop-moves';
import { noStopMoves, stopMovesBody, stopMovesDraft } from './stop-moves';
import type { TargetRow } from './targets';
import { firstTarget, targetBody, targetRows } from './targets';

/** The form as typed: text everywhere, so that nothing is lost while typing. */
export interface Draft extends StopMovesDraft {
  key: string;
  name: string;
  state: string;
  category: string;
  symbols: string;
  symbolAliases: string;
  direction: string;
  orderType: string;
  sizingMode: string;
  sizingValue: string;
  leverage: string;
  stopLossPercent: string;
  takeProfits: readonly TargetRow[];
  keepMovedStops: boolean;
  timeStopMinutes: string;
  maxLagSeconds: string;
  entryValidMinutes: string;
  maxDriftPercent: string;
  cooldownSeconds: string;
  dryRun: boolean;
}

/** Careful to begin with: paused, half a percent at risk, a stop and a target. */
export const newDraft: Draft = {
  key: '',
  name: '',
  state: 'paused',
  category: 'linear',
  symbols: 'BTCUSDT',
  symbolAliases: '',
  direction: 'both',
  orderType: 'market',
  sizingMode: 'riskPercent',
  sizingValue: '0.5',
  leverage: '1',
  stopLossPercent: '2',
  ...noStopMoves,
  takeProfits: [firstTarget('4')],
  keepMovedStops: false,
  timeStopMinutes: '',
  maxLagSeconds: '60',
  entryValidMinutes: '60',
  maxDriftPercent: '1',
  cooldownSeconds: '',
  dryRun: false,
};

function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}

function aliasesText(aliases: Record<string, string>): string {
  return Object.entries(aliases)
    .map(([chart, symbol]) => `${chart} = ${symbol}`)
    .join(', ');
}

/** Each chart with its symbol; an entry without one has an empty text there. */
export function readAliases(typed: string): [chart: string, symbol: string][] {
  return typed
    .split(/[,;\n]+/)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [chart = '', symbol = ''] = entry.split('=').map((part) => part.trim().toUpperCase());
      return [chart, symbol];
    });
}

export function draftOf(strategy: Strategy): Draft {
  return {
    key: strategy.key,
    name: strategy.name,
    state: strategy.state,
    category: strategy.category,
    symbols: strategy.symbols.join(', '),
    symbolAliases: aliasesText(strategy.symbolAliases),
    direction: strategy.direction,
    orderType: strategy.orderType,
    sizingMode: strategy.sizing.mode,
    sizingValue: strategy.sizing.value,
    leverage: strategy.leverage ?? '',
    stopLossPercent: strategy.stopLoss?.percent ?? '',
    ...stopMovesDraft(strategy),
    takeProfits: targetRows(strategy.takeProfits),
    keepMovedStops: strategy.keepMovedStops,
    timeStopMinutes: textOf(strategy.timeStopMinutes),
    maxLagSeconds: textOf(strategy.maxLagSeconds),
    entryValidMinutes: textOf(strategy.entryValidMinutes),
    maxDriftPercent: strategy.maxDriftPercent ?? '',
    cooldownSeconds: strategy.cooldownSeconds === 0 ? '' : textOf(strategy.cooldownSeconds),
    dryRun: strategy.dryRun,
  };
}

const readOnly = ['webhookUrl', 'updatedAt', 'lastSignalAt', 'openTrades'];

function stopLoss(draft: Draft, original: Strategy | null): unknown {
  const percent = textOrNull(draft.stopLossPercent);
  if (percent === (original?.stopLoss?.percent ?? null)) return original?.stopLoss ?? null;
  return percent === null ? null : { percent };
}

/** What PUT sends: the original with the edits laid over it. */
export function bodyOf(draft: Draft, original: Strategy | null): Record<string, unknown> {
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
    symbolAliases: Object.fromEntries(readAliases(draft.symbolAliases)),
    direction: draft.direction,
    orderType: draft.orderType,
    sizing: { ...original?.sizing, mode: draft.sizingMode, value: textOrNull(draft.sizingValue) },
    leverage: draft.category === 'spot' ? null : textOrNull(draft.leverage),
    stopLoss: stopLoss(draft, original),
    ...stopMovesBody(draft, original),
    takeProfits: draft.takeProfits.map(targetBody),
    keepMovedStops: draft.keepMovedStops,
    timeStopMinutes: wholeOrText(draft.timeStopMinutes),
    maxLagSeconds: wholeOrText(draft.maxLagSeconds),
    entryValidMinutes: wholeOrText(draft.entryValidMinutes),
    maxDriftPercent: textOrNull(draft.maxDriftPercent),
    cooldownSeconds: wholeOrText(draft.cooldownSeconds) ?? 0,
    dryRun: draft.dryRun,
  };
}
