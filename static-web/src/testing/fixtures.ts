/** Answers of the bot, complete and plausible; a test changes only what it is about. */
export function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1_000).toISOString();
}

export const notHalted = { halted: false, reason: null, flatten: false, since: null, by: null };

export function anAccount(changes: object = {}) {
  return {
    asOf: ago(1),
    stale: false,
    environment: 'paper',
    totalEquity: '12734.8812',
    walletBalance: '12488.7',
    availableBalance: '9120.55',
    unrealizedPnl: '61.27',
    marginUsed: '3368.1',
    coins: [],
    openRisk: '96.62',
    dayPnl: '-181.42',
    dayPnlPercent: '-1.4',
    unrealizedPnlPercent: '0.48',
    openRiskPercent: '0.76',
    availablePercent: '71.62',
    halt: notHalted,
    ...changes,
  };
}

export function anEquityPoint(changes: object = {}) {
  return { at: ago(60), equity: '12734.88', walletBalance: '12488.7', unrealizedPnl: '61.27', ...changes };
}

export function aCurve(items: object[], changes: object = {}) {
  return { items, resolution: '5m', next: null, since: null, change: null, ...changes };
}

export function aTrade(changes: object = {}) {
  return {
    id: 'trade-1',
    signalId: 'signal-1',
    strategy: 'trend',
    category: 'linear',
    symbol: 'BTCUSDT',
    side: 'long',
    option: null,
    status: 'open',
    unfinished: true,
    orderType: 'market',
    quantity: '0.05',
    filledQuantity: '0.05',
    openQuantity: '0.05',
    reducingQuantity: null,
    addingQuantity: null,
    additions: 0,
    quantityCoin: 'BTC',
    entryPrice: '96412.5',
    exitPrice: null,
    stopLoss: '94480',
    plannedStopLoss: '94480',
    stopMoves: null,
    takeProfits: [{ price: '99300', close: '100', reached: false }],
    leverage: '3',
    riskAmount: '96.62',
    openRisk: '96.62',
    riskCoin: 'USDT',
    realizedPnl: null,
    unrealizedPnl: '61.27',
    markPrice: '97637.9',
    settleCoin: 'USDT',
    rMultiple: '0.6341',
    stopDistancePercent: '3.23',
    targetDistancePercent: '1.7',
    fees: '2.65',
    funding: '0',
    stopConfirmedAt: ago(599),
    worstEntryPrice: null,
    entryRestsUntil: null,
    takenBack: null,
    closeReason: null,
    reason: null,
    createdAt: ago(601),
    openedAt: ago(600),
    closedAt: null,
    asOf: ago(1),
    ...changes,
  };
}

export function aClosedTrade(changes: object = {}) {
  return aTrade({
    id: 'trade-2',
    symbol: 'XRPUSDT',
    status: 'closed',
    unfinished: false,
    quantity: '3500',
    filledQuantity: '3500',
    openQuantity: '0',
    reducingQuantity: null,
    addingQuantity: null,
    additions: 0,
    quantityCoin: 'XRP',
    entryPrice: '1.4212',
    exitPrice: '1.4681',
    realizedPnl: '158.589',
    unrealizedPnl: null,
    markPrice: null,
    rMultiple: '1.9413',
    stopDistancePercent: null,
    targetDistancePercent: null,
    closeReason: 'takeProfit',
    closedAt: ago(60),
    ...changes,
  });
}

function aFill(changes: object) {
  return {
    execId: 'x',
    orderLinkId: 'tb-1-e',
    role: 'entry',
    side: 'buy',
    feeCurrency: 'USDT',
    maker: false,
    at: ago(600),
    ...changes,
  };
}

export function aStory(changes: object = {}) {
  const start = Date.now() - 600_000;
  const event = (id: number, after: number, kind: string, message: string) => ({
    id,
    at: new Date(start + after).toISOString(),
    kind,
    message,
    data: {},
  });
  return {
    ...aClosedTrade(),
    waitingQuantity: '0',
    orders: [
      {
        orderLinkId: 'tb-1-e',
        orderId: '8c1f',
        role: 'entry',
        side: 'buy',
        type: 'market',
        quantity: '3500',
        price: null,
        triggerPrice: null,
        status: 'filled',
        filledQuantity: '3500',
        averagePrice: '1.4212',
        reason: null,
        createdAt: ago(600),
        updatedAt: ago(600),
      },
    ],
    fills: [
      aFill({ execId: 'x1', price: '1.4211', quantity: '2000', value: '2842.2', fee: '1.56321' }),
      aFill({ execId: 'x2', price: '1.42133333', quantity: '1500', value: '2132', fee: '1.1726' }),
      aFill({
        execId: 'x3',
        role: 'takeProfit',
        side: 'sell',
        price: '1.4681',
        quantity: '3500',
        value: '5138.35',
        fee: '2.82519',
        maker: true,
      }),
    ],
    fundingPayments: [],
    profit: {
      coin: 'USDT',
      enteredQuantity: '3500',
      exitedQuantity: '3500',
      enteredValue: '4974.2',
      entryFlow: '-4974.2',
      exitFlow: '5138.35',
      gross: '164.15',
      fees: '5.561',
      feesInBaseCoin: '0',
      funding: '0',
      net: '158.589',
      difference: '0',
      agrees: true,
    },
    levels: [
      { kind: 'target', price: '99300', close: '100', move: '3.07', reached: false },
      { kind: 'exit', price: '1.4681', close: null, move: '3.3', reached: false },
      { kind: 'entry', price: '1.4212', close: null, move: null, reached: false },
    ],
    events: [
      event(1, 0, 'signalReceived', 'Alert received.'),
      event(2, 14, 'decided', 'Approved.'),
      event(3, 22, 'entrySent', 'Market buy sent.'),
      event(4, 131, 'entryAccepted', 'Accepted.'),
      event(5, 187, 'entryFilled', 'Filled at 1.4212.'),
      event(6, 412, 'stopConfirmed', 'Stop confirmed.'),
      event(7, 90_000, 'somethingNew', 'A step this dashboard has never heard of.'),
    ],
    ...changes,
  };
}

export function aSignal(changes: object = {}) {
  return {
    id: 'signal-1',
    strategy: 'trend',
    symbol: 'BTCUSDT',
    category: 'linear',
    status: 'accepted',
    action: 'buy',
    position: 'long',
    sentSymbol: null,
    sentAction: null,
    sentPosition: null,
    price: '96410.2',
    source: 'tradingbot',
    duplicates: 0,
    dryRun: false,
    receivedAt: ago(600),
    firedAt: ago(601),
    decidedAt: ago(599),
    reason: null,
    tradeId: 'trade-1',
    closedTradeIds: [],
    addedTradeId: null,
    missedBefore: null,
    ...changes,
  };
}

export function aDeniedSignal(changes: object = {}) {
  return aSignal({
    id: 'signal-2',
    symbol: 'DOGEUSDT',
    status: 'denied',
    tradeId: null,
    reason: { code: 'risk.maxOpenTrades', message: 'Too many trades are open.', numbers: { limit: '3', open: '3' } },
    ...changes,
  });
}
