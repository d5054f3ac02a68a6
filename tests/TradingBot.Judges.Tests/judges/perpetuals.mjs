// The contracts that the life of a perpetual's order is told on, one-way mode.
export const perpetuals = {
  linear: {
    symbol: 'BTCUSDT', unified: 'BTC/USDT:USDT', coin: 'USDT', tooMuch: '100',
    small: '0.010', amended: '0.020', large: '0.050', part: '0.020', short: '0.030',
  },
  inverse: {
    symbol: 'BTCUSD', unified: 'BTC/USD:BTC', coin: 'BTC', tooMuch: '900000',
    small: '100', amended: '200', large: '3000', part: '1000', short: '2000',
  },
};
