using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Accounts;

/// <summary>Keeps the ledger's picture of the account fresh.</summary>
public sealed class AccountRefresh(
    IExchange exchange, IStrategyStore strategies, ITradeLedger ledger, IAccountJournal journal, TimeProvider time)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <summary>Reads balance and positions and keeps them as the snapshot; the first one of a day is a point of the curve too.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; the last snapshot stays, and ages.</exception>
    public async Task RefreshAsync(CancellationToken token)
    {
        var balance = await exchange.GetBalanceAsync(token).RequireAsync();
        var positions = new List<ExchangePosition>();
        foreach (var category in await CategoriesAsync(token))
            positions.AddRange(await exchange.GetPositionsAsync(category, symbol: null, token).RequireAsync());
        positions.AddRange(await ReadSpotAsync(token));
        var now = time.GetUtcNow();
        await journal.SaveSnapshotAsync(new AccountSnapshot(now, balance, positions), token);

        // The day's result is counted from its first point: what is earned before the next regular one must not be lost to it.
        if (await journal.FirstEquitySinceAsync(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), token) is null)
            await journal.AddEquityPointAsync(PointOf(balance, now), token);
    }

    /// <summary>A stale snapshot gives no point: a gap in the curve is honest, a flat line is not.</summary>
    public async Task AddEquityPointAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (await journal.ReadSnapshotAsync(token) is not { } snapshot || now - snapshot.AsOf > FreshFor)
            return;
        await journal.AddEquityPointAsync(PointOf(snapshot.Balance, now), token);
    }

    private static EquityPoint PointOf(AccountBalance balance, DateTimeOffset now) =>
        new(now, balance.TotalEquity, balance.TotalWalletBalance, balance.UnrealizedPnl);

    // Spot knows no positions: what the bot holds of a coin is shown as one, at the market's last price.
    private async Task<IReadOnlyList<ExchangePosition>> ReadSpotAsync(CancellationToken token)
    {
        var held = new List<ExchangePosition>();
        foreach (var trade in (await ledger.ListUnfinishedAsync(token))
            .Where(static trade => trade is { Category: Category.Spot, OpenQuantity: > 0, EntryPrice: not null }))
        {
            var ticker = await exchange.GetTickerAsync(Category.Spot, trade.Symbol, token).RequireAsync();
            held.Add(new ExchangePosition
            {
                Category = Category.Spot,
                Symbol = trade.Symbol,
                SettleCoin = trade.SettleCoin,
                Direction = trade.Direction,
                Quantity = trade.OpenQuantity,
                EntryPrice = trade.EntryPrice!.Value,
                MarkPrice = ticker.LastPrice,
                UnrealizedPnl = (ticker.LastPrice - trade.EntryPrice.Value) * trade.OpenQuantity * trade.Direction.Sign(),
                StopLoss = trade.StopConfirmedAt is not null && trade.StopMissingSince is null ? trade.StopLoss : null,
                TakeProfit = trade.NextTarget?.Price,
            });
        }

        return held;
    }

    private async Task<IEnumerable<Category>> CategoriesAsync(CancellationToken token) =>
        PositionCategories.From((await strategies.ListAsync(token)).Select(static stored => stored.Strategy.Category));
}
