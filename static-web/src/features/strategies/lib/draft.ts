import { decimal, sign } from '@/lib/decimal';
import { textOrNull, wholeOrText } from '@/lib/typed-text';
import type { Strategy } from '@/generated/zod.gen';
import type { OptionDraft } from './options';
import { optionBody, optionDraft } from './options';
import type { SizingDraft } from './sizing';
import { sizingBody, sizingDraft } from './sizing';
import type { StopDraft } from './stop';
import { barsToShare, percentStop, stopBody, stopDraft } from './stop';
import type { StopMovesDraft } from './stop-moves';
import { noStopMoves, stopMovesBody, stopMovesDraft } from './stop-moves';
import type { TargetRow } from './targets';
import { firstTarget, targetBody, targetRows } from './targets';

/** The form as typed: text everywhere, so that nothing is lost while typing. */
export interface Draft extends OptionDraft, SizingDraft, StopDraft, StopMovesDraft {
  key: string;
  name: string;
  state: string;
  category: string;
  symbols: string;
  symbolAliases: string;
  direction: string;
  oppositeAlert: string;
  orderType: string;
  leverage: string;
  autoLeverage: boolean;
  slippagePercent: string;
  maxSlippagePercent: string;
  chaseSeconds: string;
  whenUnfilled: string;
  takeProfits: readonly TargetRow[];
  keepMovedStops: boolean;
  timeStopMinutes: string;
  maxLagSeconds: string;
  silentAfterMinutes: string;
  entryValidMinutes: string;
  maxDriftPercent: string;
  cooldownSeconds: string;
  pyramiding: string;
  formats: readonly string[];
  alertCodes: string;
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
  oppositeAlert: 'reverse',
  orderType: 'market',
  ...optionDraft({ category: 'linear', option: null, closeBeforeExpiryHours: null }),
  ...sizingDraft({ mode: 'riskPercent', value: decimal('0.5') }),
  leverage: '1',
  autoLeverage: false,
  slippagePercent: '',
  maxSlippagePercent: '',
  chaseSeconds: '',
  whenUnfilled: 'cancel',
  ...percentStop('2'),
  ...noStopMoves,
  takeProfits: [firstTarget('4')],
  keepMovedStops: false,
  timeStopMinutes: '',
  maxLagSeconds: '60',
  silentAfterMinutes: '',
  entryValidMinutes: '60',
  maxDriftPercent: '1',
  cooldownSeconds: '',
  pyramiding: '',
  formats: [],
  alertCodes: '',
  dryRun: false,
};

function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}

function pairsText(pairs: Record<string, string>): string {
  return Object.entries(pairs)
    .map(([name, meaning]) => `${name} = ${meaning}`)
    .join(', ');
}

export function readSymbols(typed: string): string[] {
  return typed
    .split(/[\s,;]+/)
    .map((symbol) => symbol.toUpperCase())
    .filter((symbol) => symbol !== '');
}

/** Each name with its meaning; an entry without one has an empty text there. */
export function readPairs(typed: string): [name: string, meaning: string][] {
  return typed
    .split(/[,;\n]+/)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [name = '', meaning = ''] = entry.split('=').map((part) => part.trim());
      return [name, meaning];
    });
}

/** Each chart with its symbol, as the bot writes them. */
export function readAliases(typed: string): [chart: string, symbol: string][] {
  return readPairs(typed.toUpperCase());
}

export function draftOf(strategy: Strategy): Draft {
  return {
    key: strategy.key,
    name: strategy.name,
    state: strategy.state,
    category: strategy.category,
    symbols: strategy.symbols.join(', '),
    symbolAliases: pairsText(strategy.symbolAliases),
    direction: strategy.direction,
    oppositeAlert: strategy.oppositeAlert,
    orderType: strategy.orderType,
    ...optionDraft(strategy),
    ...sizingDraft(strategy.sizing),
    leverage: strategy.leverage ?? '',
    autoLeverage: strategy.autoLeverage,
    slippagePercent: sign(strategy.slippagePercent) === 0 ? '' : strategy.slippagePercent,
    maxSlippagePercent: strategy.maxSlippagePercent ?? '',
    chaseSeconds: textOf(strategy.chaseSeconds),
    whenUnfilled: strategy.whenUnfilled,
    ...stopDraft(strategy.stopLoss),
    ...stopMovesDraft(strategy),
    takeProfits: targetRows(strategy.takeProfits),
    keepMovedStops: strategy.keepMovedStops,
    timeStopMinutes: textOf(strategy.timeStopMinutes),
    maxLagSeconds: textOf(strategy.maxLagSeconds),
    silentAfterMinutes: textOf(strategy.silentAfterMinutes),
    entryValidMinutes: textOf(strategy.entryValidMinutes),
    maxDriftPercent: strategy.maxDriftPercent ?? '',
    cooldownSeconds: strategy.cooldownSeconds === 0 ? '' : textOf(strategy.cooldownSeconds),
    pyramiding: strategy.pyramiding === 0 ? '' : textOf(strategy.pyramiding),
    formats: strategy.formats,
    alertCodes: pairsText(strategy.alertCodes),
    dryRun: strategy.dryRun,
  };
}

const readOnly = ['webhookUrl', 'updatedAt', 'lastSignalAt', 'openTrades'];

/** What PUT sends: the original with the edits laid over it. */
export function bodyOf(draft: Draft, original: Strategy | null): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(original ?? {}).filter(([name]) => !readOnly.includes(name)));
  const hasLeverage = draft.category !== 'spot' && draft.category !== 'option';
  const bars = barsToShare(draft);
  return {
    ...kept,
    key: draft.key.trim(),
    name: draft.name.trim(),
    state: draft.state,
    category: draft.category,
    symbols: readSymbols(draft.symbols),
    symbolAliases: Object.fromEntries(readAliases(draft.symbolAliases)),
    direction: draft.direction,
    oppositeAlert: draft.oppositeAlert,
    orderType: draft.orderType,
    ...optionBody(draft),
    sizing: sizingBody(draft, original?.sizing ?? null),
    leverage: hasLeverage ? textOrNull(draft.leverage) : null,
    autoLeverage: hasLeverage && draft.autoLeverage,
    slippagePercent: textOrNull(draft.slippagePercent) ?? '0',
    maxSlippagePercent: textOrNull(draft.maxSlippagePercent),
    chaseSeconds: wholeOrText(draft.chaseSeconds),
    whenUnfilled: draft.whenUnfilled,
    stopLoss: stopBody(draft, original?.stopLoss ?? null),
    ...stopMovesBody(draft, original),
    takeProfits: draft.takeProfits.map((row) => targetBody(row, bars)),
    keepMovedStops: draft.keepMovedStops,
    timeStopMinutes: wholeOrText(draft.timeStopMinutes),
    maxLagSeconds: wholeOrText(draft.maxLagSeconds),
    silentAfterMinutes: wholeOrText(draft.silentAfterMinutes),
    entryValidMinutes: wholeOrText(draft.entryValidMinutes),
    maxDriftPercent: textOrNull(draft.maxDriftPercent),
    cooldownSeconds: wholeOrText(draft.cooldownSeconds) ?? 0,
    pyramiding: wholeOrText(draft.pyramiding) ?? 0,
    formats: draft.formats,
    alertCodes: Object.fromEntries(readPairs(draft.alertCodes)),
    dryRun: draft.dryRun,
  };
}
