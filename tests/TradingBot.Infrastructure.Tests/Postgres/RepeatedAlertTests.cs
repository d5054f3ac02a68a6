using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>
/// Alerts without a time are known by their body within a minute; the key of that minute changes on the clock, the repeat does not care.
/// </summary>
public sealed class RepeatedAlertTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PostgresSignalJournal _journal = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Repeat_across_a_windows_edge_is_a_duplicate()
    {
        var first = await _journal.AcceptAsync(Alert("edge-1", earlier: "edge-0", Now.AddSeconds(-2)), Token);
        var again = await _journal.AcceptAsync(Alert("edge-2", earlier: "edge-1", Now.AddSeconds(3)), Token);

        Assert.False(first.IsDuplicate);
        Assert.Equal((first.Id, true), (again.Id, again.IsDuplicate));
        Assert.Equal(1, (await _journal.FindAsync(first.Id, Token))!.Duplicates);
    }

    [Fact]
    public async Task The_same_alert_more_than_a_minute_later_is_a_new_one()
    {
        var first = await _journal.AcceptAsync(Alert("late-1", earlier: "late-0", Now.AddSeconds(-50)), Token);
        var later = await _journal.AcceptAsync(Alert("late-2", earlier: "late-1", Now.AddSeconds(15)), Token);

        Assert.False(later.IsDuplicate);
        Assert.NotEqual(first.Id, later.Id);
    }

    /// <summary>A minute to the millisecond is no longer within it.</summary>
    [Theory]
    [InlineData(59_999, true)]
    [InlineData(60_000, false)]
    public async Task Repeat_under_the_next_key_is_one_until_a_minute_has_passed(int milliseconds, bool isRepeat)
    {
        var key = Guid.NewGuid().ToString("N");
        var neighbor = await _journal.AcceptAsync(Alert($"{key}-other", earlier: $"{key}-before", Now), Token);
        var first = await _journal.AcceptAsync(Alert($"{key}-1", earlier: $"{key}-0", Now), Token);
        await _journal.AcceptAsync(Alert($"{key}-2", earlier: $"{key}-1", Now.AddMilliseconds(1)), Token);

        var last = await _journal.AcceptAsync(Alert($"{key}-2", earlier: $"{key}-1", Now.AddMilliseconds(milliseconds)), Token);

        Assert.Equal((isRepeat, isRepeat), (last.IsDuplicate, last.Id == first.Id));
        Assert.Equal(isRepeat ? 2 : 1, (await _journal.FindAsync(first.Id, Token))!.Duplicates);
        Assert.Equal(0, (await _journal.FindAsync(neighbor.Id, Token))!.Duplicates);
    }

    private static NewSignal Alert(string key, string earlier, DateTimeOffset at) => new()
    {
        Id = new SignalId(Guid.CreateVersion7(at)),
        Strategy = "s",
        DedupeKey = key,
        EarlierDedupeKey = earlier,
        Source = "tradingbot",
        Category = Category.Linear,
        Signal = new Signal { Symbol = Symbol.Parse("BTCUSDT"), Action = SignalAction.Buy },
        DryRun = false,
        MaskedBody = "{}",
        IgnoredFields = [],
        ReceivedAt = at,
    };
}
