using TradingBot.Core.Accounts;
using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The account as the ledger knows it: fresh, and with a first point for every day.</summary>
public sealed class AccountRefreshTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_reading_of_a_day_is_the_point_from_which_its_result_is_counted()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (watch, journal) = (fixture.Service<AccountRefresh>(), fixture.Service<IAccountJournal>());

        // Noon: this test is not about what happens when midnight comes in between.
        await fixture.PassAsync(fixture.Clock.GetUtcNow().UtcDateTime.Date.AddHours(36) - fixture.Clock.GetUtcNow().UtcDateTime);

        await watch.ReadAsync(Token);
        var first = await FirstAsync();
        await watch.ReadAsync(Token);
        Assert.Equal(first, await FirstAsync());
        Assert.Equal((await journal.ReadSnapshotAsync(Token))!.Balance.TotalEquity, first!.Equity);

        await fixture.PassAsync(TimeSpan.FromDays(1));
        Assert.Null(await FirstAsync());
        await watch.ReadAsync(Token);
        Assert.NotNull(await FirstAsync());

        Task<EquityPoint?> FirstAsync() =>
            journal.FirstEquitySinceAsync(new DateTimeOffset(fixture.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero), Token);
    }
}
