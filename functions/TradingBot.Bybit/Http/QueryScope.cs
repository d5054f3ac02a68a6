using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>
/// How a list is asked for one symbol or for a whole category. Linear lists want a symbol or a settle coin; option executions
/// want the underlying, and without one answer for BTC alone.
/// </summary>
internal static class QueryScope
{
    /// <summary>Underlyings that have options.</summary>
    public static readonly string[] OptionCoins = ["BTC", "ETH", "SOL", "XRP", "MNT", "DOGE"];

    private static readonly string[] SettleCoins = ["USDT", "USDC"];

    public static IEnumerable<Query> Of(Category category, Symbol? symbol, Query query)
    {
        if (symbol is { } one)
            return [query.With("symbol", one.Value)];
        return category == Category.Linear ? SettleCoins.Select(coin => query.With("settleCoin", coin)) : [query];
    }

    public static IEnumerable<Query> Executions(Category category, Symbol? symbol, Query query) => (category, symbol) switch
    {
        (Category.Option, { } one) => [query.With("symbol", one.Value).With("baseCoin", BaseCoinOf(one))],
        (Category.Option, null) => OptionCoins.Select(coin => query.With("baseCoin", coin)),
        _ => Of(category, symbol, query),
    };

    /// <summary>An option's symbol starts with its underlying.</summary>
    public static string BaseCoinOf(Symbol option) => option.Value.Split('-')[0];
}
