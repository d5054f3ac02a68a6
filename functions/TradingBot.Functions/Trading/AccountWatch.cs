using TradingBot.Core.Ledger;
using TradingBot.Core.Markets;
using TradingBot.Core.Ports;

namespace TradingBot.Functions.Trading;

/// <summary>Keeps the ledger's picture of the account fresh.</summary>
public sealed class AccountWatch(IExchange exchange, IStrategyStore strategies, IAccountJournal journal, TimeProvider clock)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <exception cref="VenueUnavailableException">The exchange gave no answer; the last snapshot stays, and ages.</exception>
    public async Task ReadAsync(CancellationToken token)
    {
        var balance = await exchange.GetBalanceAsync(token).RequireAsync();
        var positions = new List<VenuePosition>();
        foreach (var category in await CategoriesAsync(token))
            positions.AddRange(await exchange.GetPositionsAsync(category, symbol: null, token).RequireAsync());
        await journal.SaveSnapshotAsync(new AccountSnapshot(clock.GetUtcNow(), balance, positions), token);
    }

    /// <summary>A stale snapshot gives no point: a gap in the curve is honest, a flat line is not.</summary>
    public async Task AddEquityPointAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (await journal.ReadSnapshotAsync(token) is not { } snapshot || now - snapshot.AsOf > FreshFor)
            return;
        var balance = snapshot.Balance;
        await journal.AddEquityPointAsync(new EquityPoint(now, balance.TotalEquity, balance.TotalWalletBalance, balance.UnrealizedPnl), token);
    }

    // Linear is always looked at: a position nobody knows of is most likely there.
    private async Task<IEnumerable<Category>> CategoriesAsync(CancellationToken token) =>
        (await strategies.ListAsync(token)).Select(static stored => stored.Strategy.Category)
            .Append(Category.Linear)
            .Where(static category => category is Category.Linear or Category.Inverse)
            .Distinct();
}
