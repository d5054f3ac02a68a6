using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Operations;

public sealed class DiscrepanciesTests
{
    private static readonly Symbol Btc = Symbol.Parse("BTCUSDT");

    private static readonly TradeId Trade = new(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e11"));

    public static TheoryData<string, string, string> Lines => new()
    {
        {
            nameof(Discrepancies.UnknownPosition),
            "unknownPosition | The exchange holds short 0.5 BTCUSDT that no trade of the bot accounts for.",
            Text(Discrepancies.UnknownPosition(Category.Linear, Btc, Direction.Short, 0.50m))
        },
        {
            nameof(Discrepancies.UnknownPosition),
            "unknownPosition | The exchange holds short 0.5 BTCUSDT that no trade of the bot accounts for. A stop-loss at 61199.5 stands on it, which the bot leaves as it is.",
            Text(Discrepancies.UnknownPosition(Category.Linear, Btc, Direction.Short, 0.50m, 61_199.50m))
        },
        {
            nameof(Discrepancies.MissingPosition),
            "missingPosition | The ledger holds long 0.5 BTCUSDT, the exchange none.",
            Text(Discrepancies.MissingPosition(Category.Linear, Btc, Trade, Direction.Long, 0.50m))
        },
        {
            nameof(Discrepancies.QuantityMismatch),
            "quantityMismatch | The ledger holds long 0.5 BTCUSDT, the exchange 0.4.",
            Text(Discrepancies.QuantityMismatch(Category.Linear, Btc, Trade, Direction.Long, 0.50m, 0.40m))
        },
        {
            nameof(Discrepancies.CoinsMissing),
            "coinsMissing | The bot's spot trades hold 0.5 BTC, the wallet 0.4.",
            Text(Discrepancies.CoinsMissing(Btc, Trade, "BTC", 0.50m, 0.40m))
        },
        {
            nameof(Discrepancies.EntryLost),
            "entryLost | The exchange had taken the entry order in BTCUSDT and then showed it neither live nor in its history, and no execution of it.",
            Text(Discrepancies.EntryLost(Category.Linear, Btc, Trade))
        },
        {
            nameof(Discrepancies.PositionLost),
            "positionLost | 0.5 BTCUSDT of the trade were gone at the exchange and no execution says how.",
            Text(Discrepancies.PositionLost(Category.Linear, Btc, Trade, 0.50m))
        },
        {
            nameof(Discrepancies.StopMissing),
            "stopMissing | The position in BTCUSDT has no stop at the exchange.",
            Text(Discrepancies.StopMissing(Category.Linear, Btc, Trade))
        },
        {
            nameof(Discrepancies.ClosedPnl),
            "closedPnl | Our profit for the trade, before funding, is -0.66666667 USDT, the exchange says -1.6.",
            Text(Discrepancies.ClosedPnl(Category.Linear, Btc, Trade, -2m / 3, "USDT", -1.60m))
        },
        {
            nameof(Discrepancies.ClosedPnl),
            "closedPnl | The exchange shows no closed profit for the trade.",
            Text(Discrepancies.ClosedPnl(Category.Linear, Btc, Trade, -1.50m, "USDT", exchangePnl: null))
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Difference_has_its_kind_and_sentence(string member, string expected, string told)
    {
        Assert.NotEmpty(member);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void Every_difference_has_its_row() =>
        Assert.Equal(Sentences.Of(typeof(Discrepancies), typeof(Discrepancy)), Sentences.Written(Lines));

    [Fact]
    public void Difference_names_where_it_is()
    {
        var differs = Discrepancies.StopMissing(Category.Linear, Btc, Trade);

        Assert.Equal((Category.Linear, Btc, Trade, false), (differs.Category, differs.Symbol, differs.TradeId, differs.IsHealed));
        Assert.Null(Discrepancies.UnknownPosition(Category.Linear, Btc, Direction.Long, 1m).TradeId);
    }

    [Fact]
    public void Notice_of_a_difference_carries_its_sentence() => Assert.Equal(
        new Notification(
            Severity.Warning,
            "discrepancy",
            "BTCUSDT: exchange and ledger differ",
            "The position in BTCUSDT has no stop at the exchange.",
            Trade),
        Discrepancies.Notice(Discrepancies.StopMissing(Category.Linear, Btc, Trade)));

    private static string Text(Discrepancy differs) => $"{differs.Kind} | {differs.Message}";
}
