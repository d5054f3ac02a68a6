using TradingBot.Core.Foundation;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What is added.</summary>
public sealed partial class TradeNoticesTests
{
    public static TheoryData<string, string, string> AdditionNotices => new()
    {
        {
            nameof(TradeNotices.Added),
            $"""
            Info tradeAdded, once added:{Id}:3
            BTCUSDT long: 0.2 of 0.5 added
            The position was added to at about 104. One stop-loss guards all of it; it goes to 101, unless it stands nearer.
            """,
            Text(TradeNotices.Added(Trade, AnAddition.Third, 0.20m))
        },
        {
            nameof(TradeNotices.AddFailed),
            $"""
            Warning addFailed, once added:{Id}:3
            BTCUSDT long: nothing was added
            Too late. The position stays as it is.
            """,
            Text(TradeNotices.AddFailed(Trade, AnAddition.Third, new Denial(DenialCodes.Stale, "Too late.")))
        },
    };
}
