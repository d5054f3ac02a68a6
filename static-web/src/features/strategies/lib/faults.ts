/** The server's name of each field in the form. */
export const serverNames = {
  key: 'key',
  name: 'name',
  state: 'state',
  category: 'category',
  symbols: 'symbols',
  direction: 'direction',
  orderType: 'orderType',
  sizingMode: 'sizing.mode',
  sizingValue: 'sizing.value',
  leverage: 'leverage',
  stopLossPercent: 'stopLoss',
  takeProfitPercent: 'takeProfits',
  maxLagSeconds: 'maxLagSeconds',
  maxDriftPercent: 'maxDriftPercent',
  dryRun: 'dryRun',
} as const;

export type FieldName = keyof typeof serverNames;

type Faults = Readonly<Record<string, readonly string[]>>;

function belongs(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}

/** The faults to show at one field: its own and those of anything inside it. */
export function faultsAt(faults: Faults, field: FieldName): string[] {
  return Object.entries(faults)
    .filter(([path]) => belongs(path, serverNames[field]))
    .flatMap(([, messages]) => messages);
}

/** Faults of fields this form does not show; they must not go unseen. */
export function faultsElsewhere(faults: Faults): string[] {
  const names = Object.values(serverNames);
  return Object.entries(faults)
    .filter(([path]) => !names.some((name) => belongs(path, name)))
    .flatMap(([path, messages]) => messages.map((message) => `${path}: ${message}`));
}
