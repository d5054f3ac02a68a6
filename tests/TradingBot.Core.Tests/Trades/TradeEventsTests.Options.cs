using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Options: whose stop the bot keeps, which are sold within a bound, and end by themselves.</summary>
public sealed partial class TradeEventsTests
{
    public static TheoryData<string, string, string> OptionLines => new()
    {
        {
            nameof(TradeEvents.StopConfirmed),
            """stopConfirmed | Stop-loss kept by the bot: it closes the option once its mark price is at 98 or below. |  | {"stopLoss":"98"}""",
            Text(TradeEvents.StopConfirmed(Category.Option, 98.0m))
        },
        {
            nameof(TradeEvents.CloseDueByStop),
            "closeRequested | The mark price is at the stop or beyond it: closing. | due:StopLoss | ",
            Text(TradeEvents.CloseDueByStop(Category.Option))
        },
        {
            nameof(TradeEvents.CloseDueByExpiry),
            "closeRequested | The expiry of the option is so near that the strategy closes it. | due:Expiry | ",
            Text(TradeEvents.CloseDueByExpiry())
        },
        {
            nameof(TradeEvents.ExitSent),
            $$"""exitSent | Exit order sent: buy 0.5 BTCUSDT for 55 or better, at once or not at all. |  | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.ExitSent(Intent with { Type = OrderType.Limit, LimitPrice = 55.0m }))
        },
        {
            nameof(TradeEvents.DeliveryAwaited),
            "deliveryAwaited | The option has expired: waiting for the exchange to tell its delivery price. | deliveryAwaited | ",
            Text(TradeEvents.DeliveryAwaited())
        },
    };
}
