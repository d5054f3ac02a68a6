import type { Faults } from '@/lib/faults';
import { faultsAt } from '@/lib/faults';

/** The server's name of each field in the form, of a field that means one of several things all of theirs. */
const serverNames = {
  key: 'key',
  name: 'name',
  state: 'state',
  category: 'category',
  symbols: 'symbols',
  symbolAliases: 'symbolAliases',
  direction: 'direction',
  oppositeAlert: 'oppositeAlert',
  orderType: 'orderType',
  optionBy: 'option',
  optionValue: ['option.delta', 'option.outOfTheMoneyPercent', 'option.strike'],
  optionDays: 'option.days',
  optionMinDays: 'option.minDays',
  optionMaxDays: 'option.maxDays',
  optionMinOpenInterest: 'option.minOpenInterest',
  optionMaxSpreadPercent: 'option.maxSpreadPercent',
  closeBeforeExpiryHours: 'closeBeforeExpiryHours',
  sizingMode: 'sizing.mode',
  sizingValue: 'sizing.value',
  sizingAtrLength: 'sizing.atrLength',
  sizingAtrInterval: 'sizing.atrInterval',
  sizingMaxQuantity: 'sizing.maxQuantity',
  // What the bot says of the one is about both: the number is what may be wrong.
  leverage: ['leverage', 'autoLeverage'],
  autoLeverage: [],
  slippagePercent: 'slippagePercent',
  maxSlippagePercent: 'maxSlippagePercent',
  chaseSeconds: 'chaseSeconds',
  whenUnfilled: 'whenUnfilled',
  stopBy: 'stopLoss',
  stopValue: ['stopLoss.percent', 'stopLoss.atr'],
  stopAtrLength: 'stopLoss.atrLength',
  stopAtrInterval: 'stopLoss.atrInterval',
  breakEvenWhen: 'breakEven',
  breakEvenValue: 'breakEven.at',
  breakEvenOffset: 'breakEven.offset',
  trailingBy: 'trailing',
  trailingValue: ['trailing.percent', 'trailing.distance', 'trailing.r', 'trailing.atr'],
  trailingAtrLength: 'trailing.atrLength',
  trailingAtrInterval: 'trailing.atrInterval',
  trailingFrom: [],
  trailingFromValue: 'trailing.activation',
  takeProfits: 'takeProfits',
  keepMovedStops: 'keepMovedStops',
  timeStopMinutes: 'timeStopMinutes',
  maxLagSeconds: 'maxLagSeconds',
  silentAfterMinutes: 'silentAfterMinutes',
  entryValidMinutes: 'entryValidMinutes',
  maxDriftPercent: 'maxDriftPercent',
  cooldownSeconds: 'cooldownSeconds',
  pyramiding: 'pyramiding',
  formats: 'formats',
  alertCodes: 'alertCodes',
  dryRun: 'dryRun',
} as const satisfies Record<string, string | readonly string[]>;

export type FieldName = keyof typeof serverNames;

export const allServerNames: readonly string[] = Object.values(serverNames).flat();

/** What the server found wrong at a field, but not at those that stand inside it in the body and have fields of their own. */
export function fieldFaults(faults: Faults, name: FieldName): string[] {
  return [serverNames[name]].flat().flatMap((own) =>
    faultsAt(
      faults,
      own,
      allServerNames.filter((other) => other.startsWith(`${own}.`)),
    ),
  );
}
