using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What was approved.</summary>
public sealed partial class TradeEventsTests
{
    public static TheoryData<string, string, string> DecidedLines => new()
    {
        {
            nameof(TradeEvents.Decided),
            """decided | Approved: long 0.5 BTCUSDT, risking 1.23 USDT. | decided | {"quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234"}""",
            Text(TradeEvents.Decided(Plan, Intent.Symbol, "USDT"))
        },
        {
            nameof(TradeEvents.Decided),
            "decided | Approved: long 0.5 BTCUSDT, risking 1.23 USDT. Cut from 0.9 to the most that the strategy follows. The size is that of the "
                + "strategy's own stop at 97: a nearer one risks less, and buys no more. Leverage 8.5 instead of 10, so that the stop comes before the "
                + "liquidation. | decided | "
                + """{"quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234","askedQuantity":"0.9","sizedByStop":"97","askedLeverage":"10"}""",
            Text(TradeEvents.Decided(
                Plan with { AskedQuantity = 0.90m, SizedByStop = 97.0m, AskedLeverage = 10.0m, Leverage = 8.50m }, Intent.Symbol, "USDT"))
        },
        {
            nameof(TradeEvents.Decided),
            "decided | Approved: long 0.5 BTCUSDT, risking 1.23 USDT. The stop waits for target 2 to go to break-even, and there is none. The stop "
                + "waits for target 3 to follow the price, and there is none. | decided | "
                + """{"quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234"}""",
            Text(TradeEvents.Decided(
                Plan with
                {
                    Targets = [new PlannedTarget(104m, 100m)],
                    StopMoves = new StopMoves(
                        0, new BreakEvenMove(new MoveStart(Target: 1), 0), new TrailingMove(new MoveStart(Target: 2), 1m, null)),
                },
                Intent.Symbol,
                "USDT"))
        },
        {
            nameof(TradeEvents.Decided),
            "decided | Approved: long 0.5 BTCUSDT, risking 1.23 USDT. The stop follows the targets, and there is none. | decided | "
                + """{"quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234"}""",
            Text(TradeEvents.Decided(
                Plan with { StopMoves = new StopMoves(0, Trailing: new TrailingMove(new MoveStart(), null, null)) }, Intent.Symbol, "USDT"))
        },
    };
}
