using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What the story says of funding, and of a result that has some.</summary>
public sealed partial class TradeEventsTests
{
    private static readonly FundingPayment Payment = new()
    {
        ExecId = "f1",
        At = DateTimeOffset.UnixEpoch,
        PositionAmount = 0.01230m,
        PositionQuantity = 0.50m,
        Coin = "USDT",
        Rate = 0.00010m,
    };

    public static TheoryData<string, string, string> FundingLines => new()
    {
        {
            nameof(TradeEvents.FundingPaid),
            """funding | Funding paid: 0.0123 USDT at 0.01 %. | funding:f1 | {"execId":"f1","amount":"0.0123","coin":"USDT","rate":"0.0001","quantity":"0.5","positionQuantity":"0.5"}""",
            Text(TradeEvents.FundingPaid(Payment, 0.50m, 0.01230m))
        },
        {
            nameof(TradeEvents.FundingPaid),
            """funding | Funding received: 0.00333333 USDT at 0.0125 %, the trade's part: 0.5 of the 1.5 that stood. | funding:f1 | {"execId":"f1","amount":"-0.0033333333333333333333333333","coin":"USDT","rate":"-0.000125","quantity":"0.5","positionQuantity":"1.5"}""",
            Text(TradeEvents.FundingPaid(
                Payment with { PositionAmount = -0.01m, PositionQuantity = 1.50m, Rate = -0.000125m }, 0.50m, -0.01m / 3))
        },
        {
            nameof(TradeEvents.FundingPaid),
            """funding | Funding paid: 0.0123 BTC. | funding:f1 | {"execId":"f1","amount":"0.0123","coin":"BTC","rate":null,"quantity":"0.5","positionQuantity":"0.5"}""",
            Text(TradeEvents.FundingPaid(Payment with { Coin = "BTC", Rate = null }, 0.50m, 0.0123m))
        },
        {
            nameof(TradeEvents.Settled),
            """settled | Settled: +1.45 USDT after 0.1 USDT of fees and 0.5 USDT of funding paid. | finished | {"realizedPnl":"1.45","fees":"0.1","funding":"0.5","venuePnl":"1.95"}""",
            Text(TradeEvents.Settled(ATrade.Closed with { RealizedPnl = 1.45m, Funding = 0.50m }, 1.95m))
        },
        {
            nameof(TradeEvents.Settled),
            """settled | Settled: +2.28333333 USDT after 0.1 USDT of fees and 0.33333333 USDT of funding received. | finished | {"realizedPnl":"2.2833333333333333333333333333","fees":"0.1","funding":"-0.3333333333333333333333333333","venuePnl":"1.95"}""",
            Text(TradeEvents.Settled(ATrade.Closed with { RealizedPnl = 1.95m + (1m / 3), Funding = -1m / 3 }, 1.95m))
        },
    };
}
