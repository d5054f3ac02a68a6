using TradingBot.Core.Ledger;
using TradingBot.Core.Ports;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The account as the ledger knows it: fresh, and with a first point for every day.</summary>
public sealed class AccountWatchTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_reading_of_a_day_is_the_point_from_which_its_result_is_counted()
    {
        await using var floor = await Floor.OpenAsync(database);
        var (watch, journal) = (floor.Service<AccountWatch>(), floor.Service<IAccountJournal>());

        // Noon: this test is not about what happens when midnight comes in between.
        floor.Clock.Advance(floor.Clock.GetUtcNow().UtcDateTime.Date.AddHours(36) - floor.Clock.GetUtcNow().UtcDateTime);

        await watch.ReadAsync(Token);
        var first = await FirstAsync();
        await watch.ReadAsync(Token);
        Assert.Equal(first, await FirstAsync());
        Assert.Equal((await journal.ReadSnapshotAsync(Token))!.Balance.TotalEquity, first!.Equity);

        floor.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await FirstAsync());
        await watch.ReadAsync(Token);
        Assert.NotNull(await FirstAsync());

        Task<EquityPoint?> FirstAsync() => journal.FirstEquitySinceAsync(new DateTimeOffset(floor.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero), Token);
    }
}
