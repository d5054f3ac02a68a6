using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class TradeTransitionsTests
{
    // Rows: what happened. Columns: where the trade stood. '-' is refused.
    private static readonly TradeStatus[] Columns =
        [TradeStatus.Pending, TradeStatus.Opening, TradeStatus.Open, TradeStatus.Closing, TradeStatus.Closed, TradeStatus.Failed];

    private static readonly Dictionary<TradeCause, string> Expected = new()
    {
        [TradeCause.EntryAccepted] = "Opening Opening Open Closing Closed Failed",
        [TradeCause.EntryFilled] = "Open Open Open Closing Closed Failed",
        [TradeCause.EntryFilledAfterCloseRequest] = "Closing Closing Closing Closing Closed Failed",
        [TradeCause.CloseRequested] = "Pending Opening Closing Closing - -",
        [TradeCause.Settled] = "Closed Closed Closed Closed - -",
        [TradeCause.EntryFailed] = "Failed Failed Failed Failed - -",
    };

    [Fact]
    public void Every_status_and_cause_have_their_one_answer()
    {
        foreach (var cause in Enum.GetValues<TradeCause>())
        {
            var told = string.Join(' ', Columns.Select(status => TradeTransitions.TryNext(status, cause, out var next) ? $"{next}" : "-"));

            Assert.Equal($"{cause}: {Expected[cause]}", $"{cause}: {told}");
        }
    }

    [Fact]
    public void Table_is_given_out_whole()
    {
        foreach (var cause in Enum.GetValues<TradeCause>())
        {
            var given = TradeTransitions.Of(cause).ToDictionary(static move => move.Expected, static move => move.Next);

            foreach (var status in Enum.GetValues<TradeStatus>())
                Assert.Equal(TradeTransitions.TryNext(status, cause, out var next) ? next : null,
                    given.TryGetValue(status, out var move) ? move : (TradeStatus?)null);
        }
    }

    [Fact]
    public void Cause_that_is_refused_throws_and_changes_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => TradeTransitions.Next(TradeStatus.Closed, TradeCause.CloseRequested));
        Assert.False(TradeTransitions.TryNext(TradeStatus.Failed, TradeCause.Settled, out var next));
        Assert.Equal(TradeStatus.Failed, next);
    }

    [Fact]
    public void Life_never_runs_backwards()
    {
        foreach (var cause in Enum.GetValues<TradeCause>())
            Assert.All(TradeTransitions.Of(cause), static move => Assert.True(move.Next >= move.Expected));
    }

    [Fact]
    public void Ended_trade_stays_ended()
    {
        foreach (var cause in Enum.GetValues<TradeCause>())
            Assert.All(TradeTransitions.Of(cause)
                .Where(static move => !move.Expected.IsUnfinished()), static move => Assert.Equal(move.Expected, move.Next));
    }

    [Fact]
    public void Every_status_is_reached_from_the_first()
    {
        HashSet<TradeStatus> reached = [TradeStatuses.First];
        foreach (var _ in Enum.GetValues<TradeStatus>())
            reached.UnionWith(Enum.GetValues<TradeCause>()
                .SelectMany(TradeTransitions.Of)
                .Where(move => reached.Contains(move.Expected))
                .Select(static move => move.Next)
                .ToList());

        Assert.Equal(Columns.Order(), reached.Order());
    }
}
