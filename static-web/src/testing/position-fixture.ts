import { ago } from './fixtures';

export function aPosition(changes: object = {}) {
  return {
    category: 'linear',
    symbol: 'BTCUSDT',
    side: 'long',
    quantity: '0.05',
    entryPrice: '96412.5',
    markPrice: '97637.9',
    unrealizedPnl: '61.27',
    settleCoin: 'USDT',
    quantityCoin: 'BTC',
    stopLoss: '94480',
    takeProfit: '99300',
    leverage: '3',
    liquidationPrice: '65120',
    tradeId: 'trade-1',
    asOf: ago(1),
    ...changes,
  };
}
