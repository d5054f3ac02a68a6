using System.Globalization;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Understands the names of public topics.</summary>
internal static class PublicTopics
{
    private static readonly int[] Depths = [1, 25, 50, 100, 200, 500, 1000];

    /// <summary>The topic, or null when this category has no such.</summary>
    public static PublicTopic? Open(ExchangeState state, Category category, string name)
    {
        var parts = name.Split('.', 3);
        return parts switch
        {
            ["tickers", var symbol] when IsListed(symbol) => new TickerTopic(name, category, symbol),
            ["orderbook", var depth, var symbol] when IsListed(symbol)
                && int.TryParse(depth, NumberStyles.None, CultureInfo.InvariantCulture, out var levels) && Depths.Contains(levels) =>
                new BookTopic(name, category, symbol, levels),
            ["publicTrade", var subject] when IsTraded(subject) => new TradeTopic(name, category, subject),
            ["kline", var interval, var symbol] when category != Category.Option && Timeframe.IsKnown(interval) && IsListed(symbol) =>
                new BarTopic(name, category, symbol, interval),
            _ => null,
        };

        // Trades of options are told by base coin.
        bool IsTraded(string subject) => category == Category.Option
            ? OptionTerms.Find(subject) is not null
            : IsListed(subject);

        bool IsListed(string symbol) => category == Category.Option
            ? OptionChain.Trading(state, symbol) is not null
            : InstrumentCatalog.Find(category, symbol) is not null;
    }
}
