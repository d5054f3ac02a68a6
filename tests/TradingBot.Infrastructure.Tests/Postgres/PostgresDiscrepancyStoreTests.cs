using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Operations;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresDiscrepancyStoreTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Discrepancy MissingStop =
        new("stopMissing", Category.Linear, Symbol.Parse("BTCUSDT"), new TradeId(Guid.Parse("00000000-0000-0000-0000-00000000000a")), "No stop stands.", true);
    private static readonly Discrepancy Stranger = new(
        "unknownPosition", Category.Linear, Symbol.Parse("ETHUSDT"), null, "A position nobody opened.", false);

    private readonly PostgresDiscrepancyStore _discrepancies = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate trading.discrepancies");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Open_discrepancy_is_reported_once_and_again_after_it_was_resolved()
    {
        Assert.True(await _discrepancies.ReportAsync(MissingStop, Now, Token));
        Assert.False(await _discrepancies.ReportAsync(MissingStop with { Message = "Still none." }, Now, Token));

        await _discrepancies.ResolveOthersAsync([MissingStop.Kind], [], Now.AddMinutes(1), Token);

        Assert.True(await _discrepancies.ReportAsync(MissingStop, Now.AddMinutes(2), Token));
        var rows = (await _discrepancies.ListAsync(new PageRequest(), Token)).Items;
        Assert.Equal([null, Now.AddMinutes(1)], rows.Select(static row => row.ResolvedAt));
        Assert.Equal(MissingStop, rows[0].Discrepancy);
    }

    [Fact]
    public async Task Resolving_others_leaves_those_still_open()
    {
        await _discrepancies.ReportAsync(MissingStop, Now, Token);
        await _discrepancies.ReportAsync(Stranger, Now, Token);

        await _discrepancies.ResolveOthersAsync([Stranger.Kind, MissingStop.Kind], [Stranger], Now.AddMinutes(1), Token);

        var rows = (await _discrepancies.ListAsync(new PageRequest(), Token)).Items;
        Assert.Null(Assert.Single(rows, static row => row.Discrepancy.Kind == "unknownPosition").ResolvedAt);
        Assert.NotNull(Assert.Single(rows, static row => row.Discrepancy.Kind == "stopMissing").ResolvedAt);
    }

    [Fact]
    public async Task Resolving_others_leaves_kinds_that_were_not_checked()
    {
        await _discrepancies.ReportAsync(MissingStop, Now, Token);

        await _discrepancies.ResolveOthersAsync([Stranger.Kind], [], Now.AddMinutes(1), Token);

        Assert.Null(Assert.Single((await _discrepancies.ListAsync(new PageRequest(), Token)).Items).ResolvedAt);
    }
}
