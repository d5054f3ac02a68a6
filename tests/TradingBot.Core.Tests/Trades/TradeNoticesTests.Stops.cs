using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What the trader is told of a stop that its rules move.</summary>
public sealed partial class TradeNoticesTests
{
    private static readonly DateTimeOffset Asked = DateTimeOffset.UnixEpoch.AddMilliseconds(7);

    public static TheoryData<string, string, string> StopNotices => new()
    {
        {
            nameof(TradeNotices.StopUnwatched),
            $"""
            Critical stopUnwatched, once stopUnwatched:{Id}:0
            BTCUSDT: the stop is not watched
            The exchange cannot be asked for 0.5 BTCUSDT, whose stop at 98 the bot keeps: no answer. The bot goes on asking; close it at the exchange by hand if it must not wait.
            """,
            Text(TradeNotices.StopUnwatched(
                Trade with { ExitedQuantity = 0m, PlannedStopLoss = 98.0m, MovedStopLoss = null, AskedStop = null }, Asked, "no answer."))
        },
        {
            nameof(TradeNotices.StopTightened),
            $"""
            Info stopTightened, once stopTightened:{Id}:100.2
            BTCUSDT: stop-loss moved to break-even
            The stop-loss of the long position in BTCUSDT was moved to break-even, as planned: from 98 to 100.2.
            """,
            Text(TradeNotices.StopTightened(Trade with { StopLoss = 98.0m }, new AskedStop(100.20m, StopMoveCause.BreakEven, Asked))!)
        },
        {
            nameof(TradeNotices.StopTightened),
            $"""
            Info stopTightened, once stopTightened:{Id}:104
            BTCUSDT: stop-loss moved behind the target that was reached
            The stop-loss of the long position in BTCUSDT was moved behind the target that was reached, as planned: from unknown to 104.
            """,
            Text(TradeNotices.StopTightened(Trade with { StopLoss = null }, new AskedStop(104.0m, StopMoveCause.Target, Asked))!)
        },
        {
            nameof(TradeNotices.StopMoveFailed),
            $"""
            Warning stopMoveFailed, once stopMoveFailed:{Id}:7
            BTCUSDT: stop-loss could not be moved yet
            The stop-loss of the long position in BTCUSDT is to stand at 103 and still stands at 98. The bot goes on trying.
            """,
            Text(TradeNotices.StopMoveFailed(Trade with { StopLoss = 98.0m }, new AskedStop(103.0m, StopMoveCause.Trailing, Asked)))
        },
    };

    // Each step behind the price would be a message, and who moved it by hand knows.
    [Theory]
    [InlineData(StopMoveCause.Trailing)]
    [InlineData(StopMoveCause.Manual)]
    public void Stop_that_follows_the_price_or_a_person_is_not_told(StopMoveCause cause) =>
        Assert.Null(TradeNotices.StopTightened(Trade, new AskedStop(103.0m, cause, Asked)));
}
