/** The server's name of each field in the form. */
export const serverNames = {
  key: 'key',
  name: 'name',
  state: 'state',
  category: 'category',
  symbols: 'symbols',
  symbolAliases: 'symbolAliases',
  direction: 'direction',
  orderType: 'orderType',
  sizingMode: 'sizing.mode',
  sizingValue: 'sizing.value',
  leverage: 'leverage',
  stopLossPercent: 'stopLoss',
  takeProfits: 'takeProfits',
  keepMovedStops: 'keepMovedStops',
  timeStopMinutes: 'timeStopMinutes',
  maxLagSeconds: 'maxLagSeconds',
  entryValidMinutes: 'entryValidMinutes',
  maxDriftPercent: 'maxDriftPercent',
  cooldownSeconds: 'cooldownSeconds',
  dryRun: 'dryRun',
} as const;

export type FieldName = keyof typeof serverNames;
