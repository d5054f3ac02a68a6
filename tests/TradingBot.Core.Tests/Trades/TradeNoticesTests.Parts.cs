using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Parts that are closed.</summary>
public sealed partial class TradeNoticesTests
{
    public static TheoryData<string, string, string> PartNotices => new()
    {
        {
            nameof(TradeNotices.Reduced),
            $"""
            Info tradeReduced, once reduced:{Id}:{Since:O}
            BTCUSDT: a part of the position was closed
            0.3 of 0.31 BTCUSDT that were to be closed are closed; 0.2 stay open with their stop-loss.
            """,
            Text(TradeNotices.Reduced(
                Trade, new Reduction(0.310m, From: 2, Since), new ReductionEnd(0.30m, 0.20m, IsGuarded: true, GivenUp: null)))
        },
        {
            nameof(TradeNotices.Reduced),
            $"""
            Warning reduceFailed, once reduced:{Id}:{Since:O}
            BTCUSDT: closing a part was given up
            It took too long. 0 of 0.3 BTCUSDT that were to be closed are closed; 0.5 stay open; their stop-loss is looked after.
            """,
            Text(TradeNotices.Reduced(
                Trade, new Reduction(0.3m, From: 0, Since), new ReductionEnd(0, 0.5m, IsGuarded: false, "It took too long")))
        },
        {
            nameof(TradeNotices.ReduceWaits),
            $"""
            Warning reduceFailed, once reduceFailed:{Id}:{Since:O}
            BTCUSDT: a part of the position could not be closed yet
            0.3 BTCUSDT were to be closed; 5 orders did not do it. The exchange said: No margin. The bot tries a few times more. The position keeps its stop-loss.
            """,
            Text(TradeNotices.ReduceWaits(Trade, new Reduction(0.3m, From: 0, Since), 5, "No margin."))
        },
    };
}
