import { ago } from './fixtures';

/** A strategy as the bot lists it, with a field that this dashboard does not know. */
export function aStrategy(changes: object = {}) {
  return {
    key: 'trend',
    name: 'Trend follower',
    state: 'active',
    dryRun: false,
    category: 'linear',
    symbols: ['BTCUSDT', 'ETHUSDT'],
    symbolAliases: {},
    direction: 'both',
    orderType: 'market',
    sizing: { mode: 'riskPercent', value: '0.75' },
    leverage: '3',
    stopLoss: { percent: '2' },
    takeProfits: [{ percent: '4', close: '100' }],
    trailing: null,
    breakEven: null,
    timeStopMinutes: null,
    keepMovedStops: false,
    maxLagSeconds: 60,
    entryValidMinutes: 60,
    maxDriftPercent: '1',
    cooldownSeconds: 30,
    pyramiding: 0,
    formats: ['tradingbot'],
    overrides: {},
    risk: {},
    fromALaterVersion: { kept: true },
    webhookUrl: 'https://bot.example/api/webhook/trend',
    updatedAt: ago(900),
    lastSignalAt: ago(600),
    openTrades: 1,
    ...changes,
  };
}
