using System.Collections.Concurrent;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Instruments;

/// <summary>Trading rules of an option, read off its name. Whether it is listed only the board knows.</summary>
internal static class OptionInstruments
{
    private static readonly ConcurrentDictionary<string, Instrument?> Known = new(StringComparer.Ordinal);

    /// <summary>Null when the name is none, or its coin has no options.</summary>
    public static Instrument? Find(string? text)
    {
        if (text is null)
            return null;
        if (Known.TryGetValue(text, out var known))
            return known;
        var made = OptionSymbol.Parse(text) is { } symbol && OptionTerms.Find(symbol.Coin) is { } terms ? Make(symbol, terms) : null;
        // Names come from clients: only real ones may be remembered.
        return made is null ? null : Known.GetOrAdd(text, made);
    }

    private static Instrument Make(OptionSymbol symbol, OptionTerms terms) => new()
    {
        Category = Category.Option,
        Symbol = symbol.Text,
        SymbolId = (int)(symbol.Text.Aggregate(7u, (hash, letter) => hash * 31 + letter) % 1_000_000_000),
        BaseCoin = symbol.Coin,
        QuoteCoin = OptionSymbol.SettleCoin,
        TickSize = terms.TickSize,
        QtyStep = terms.QtyStep,
        MinQty = terms.QtyStep,
        MaxLimitQty = terms.MaxQty,
        MaxMarketQty = terms.MaxQty,
        MinNotional = 0,
        StartPrice = terms.TickSize,
        AnnualVolatility = terms.AnnualVolatility,
        TakerFee = OptionFees.TakerRate,
        MakerFee = OptionFees.MakerRate,
        PriceLimitX = 0,
        PriceLimitY = 0,
        RiskLimit = decimal.MaxValue,
        Option = symbol,
    };
}
