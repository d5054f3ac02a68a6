/** What stands in the template until a person puts the real token there. */
export const secretPlaceholder = 'PASTE-THE-WEBHOOK-TOKEN-HERE';

/** The message for a TradingView strategy alert; TradingView fills in the braces. */
export function alertMessage(secret: string = secretPlaceholder): string {
  return JSON.stringify(
    {
      secret,
      symbol: '{{exchange}}:{{ticker}}',
      interval: '{{interval}}',
      barTime: '{{time}}',
      firedAt: '{{timenow}}',
      price: '{{close}}',
      action: '{{strategy.order.action}}',
      orderId: '{{strategy.order.id}}',
      contracts: '{{strategy.order.contracts}}',
      orderPrice: '{{strategy.order.price}}',
      position: '{{strategy.market_position}}',
      positionSize: '{{strategy.market_position_size}}',
      prevPosition: '{{strategy.prev_market_position}}',
      prevPositionSize: '{{strategy.prev_market_position_size}}',
    },
    null,
    2,
  );
}
