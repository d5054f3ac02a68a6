using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Operations;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Reconciliation;

/// <summary>
/// Compares the coins that spot trades hold with the wallet. Spot has no position, and the wallet is shared: fees and losses of other
/// markets,
/// withdrawals and sales by hand are taken from the same coins.
/// </summary>
public sealed class SpotHoldings(IExchange exchange, ITradeLedger ledger)
{
    /// <summary>
    /// One difference for each trade in a coin of which less is there than the trades hold; less by an order's smallest size counts.
    /// </summary>
    /// <param name="trades">Open spot trades that are not just being opened or closed.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<IReadOnlyList<Discrepancy>> CompareAsync(IReadOnlyList<TradeRecord> trades, CancellationToken token)
    {
        if (trades.Count == 0)
            return [];
        var markets = (await exchange.GetInstrumentsAsync(Category.Spot, token).RequireAsync())
            .ToDictionary(static market => market.Symbol);
        var balance = await exchange.GetBalanceAsync(token).RequireAsync();
        var holdings = new List<(TradeRecord Trade, Instrument Market, decimal Quantity)>();
        foreach (var trade in trades)
        {
            var fills = await ledger.ListFillsAsync(trade.Id, token);
            var held = ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, fills).SellableQuantity;
            if (markets.TryGetValue(trade.Symbol, out var market))
                holdings.Add((trade, market, held));
        }

        var found = new List<Discrepancy>();
        foreach (var coin in holdings.GroupBy(static holding => holding.Market.BaseCoin))
        {
            var held = coin.Sum(static holding => holding.Quantity);
            var there = balance.Coins.FirstOrDefault(candidate => candidate.Coin == coin.Key)?.WalletBalance ?? 0;
            if (held - there >= coin.Min(static holding => holding.Market.MinQuantity))
                found.AddRange(
                    coin.Select(holding => Discrepancies.CoinsMissing(holding.Trade.Symbol, holding.Trade.Id, coin.Key, held, there)));
        }

        return found;
    }
}
