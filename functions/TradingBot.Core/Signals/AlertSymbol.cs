using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>
/// Maps TradingView's names (BYBIT:BTCUSDT.P) to the strategy's symbols. The strategy's list is the last word. A chart of another exchange,
/// or of spot where the strategy trades derivatives, has other prices: its name is taken only where the strategy has it as an alias. A name
/// without an exchange is taken for Bybit's own.
/// </summary>
public static class AlertSymbol
{
    private const string Exchange = "BYBIT";
    private const string PerpetualSuffix = ".P";
    private const string UsdcPerpetual = "PERP";

    /// <summary>Null with a sentence when the name is not one of the strategy's symbols.</summary>
    internal static Symbol? Read(string text, Strategy strategy, out string? fault)
    {
        var full = Normal(text);
        var (exchange, name) = Split(full);
        if (strategy.SymbolAliases.TryGetValue(full, out var alias))
        {
            fault = WhyDelayed(exchange);
            return fault is null ? alias : null;
        }

        var known = Candidates(name).Select(static candidate => Symbol.TryParse(candidate, out var symbol) ? symbol : null)
            .FirstOrDefault(symbol => symbol is not null && strategy.Symbols.Contains(symbol.Value));
        fault = WhyDelayed(exchange) ?? WhyForeign(exchange, full) ?? WhyOtherMarket(full, known, strategy.Category);
        if (fault is null && known is null)
            fault = $"{name} is not among the strategy's symbols ({string.Join(", ", strategy.Symbols)}); add it there or send one of these.";
        return fault is null ? known : null;
    }

    /// <summary>
    /// True when the name, whatever exchange, feed or kind of chart it names, can mean the symbol: enough for closing a position that is
    /// open there, and for nothing else.
    /// </summary>
    public static bool MayMean(string text, Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Candidates(Split(Normal(text)).Name).Contains(symbol.Value);
    }

    /// <summary>The name as aliases are written and looked up.</summary>
    internal static string Normal(string text) => text.Trim().ToUpperInvariant();

    private static string? WhyDelayed(string exchange) =>
        exchange.EndsWith("_DL", StringComparison.Ordinal) || exchange.EndsWith("_DLY", StringComparison.Ordinal)
            ? $"comes from the delayed feed {exchange}; use a chart with real-time data."
            : null;

    private static string? WhyForeign(string exchange, string full) => exchange is "" or Exchange
        ? null
        : $"is a chart of {exchange}, whose prices are not Bybit's; use Bybit's chart, or add \"{full}\" to the strategy's symbolAliases.";

    private static string? WhyOtherMarket(string full, Symbol? known, Category category)
    {
        // Both charts of a coin are its price, which is all that choosing an option needs.
        if (category == Category.Option) return null;
        var (exchange, name) = Split(full);
        if (category == Category.Spot)
        {
            return IsPerpetual(name)
                ? $"{name} is a perpetual, but the strategy trades spot; use the spot chart or change the strategy's category."
                : null;
        }

        if (exchange != Exchange || IsPerpetual(name) || known is not { } symbol || !IsSpotName(symbol)) return null;
        var remedy = $"use {full}{PerpetualSuffix}, or add \"{full}\" to its symbolAliases.";
        return $"is Bybit's spot chart, but the strategy trades {EnumNames.Write(category)} contracts; {remedy}";
    }

    // Dated futures (BTCUSDT-21FEB27, BTCUSDZ26) and USDC perpetuals (BTCPERP) have names of their own, without TradingView's suffix.
    private static bool IsSpotName(Symbol symbol) =>
        !symbol.Value.Contains('-', StringComparison.Ordinal)
        && !symbol.Value.EndsWith(UsdcPerpetual, StringComparison.Ordinal)
        && !(char.IsAsciiDigit(symbol.Value[^1]) && char.IsAsciiDigit(symbol.Value[^2]));

    private static bool IsPerpetual(string name) => name.EndsWith(PerpetualSuffix, StringComparison.Ordinal);

    private static (string Exchange, string Name) Split(string full)
    {
        var colon = full.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", full) : (full[..colon], full[(colon + 1)..]);
    }

    // Dated futures and options keep their dashes at the exchange, so the name as it stands comes first.
    private static IEnumerable<string> Candidates(string name)
    {
        var isPerpetual = IsPerpetual(name);
        var plain = isPerpetual ? name[..^PerpetualSuffix.Length] : name;
        yield return plain;
        var joined = plain.Replace("/", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        yield return joined;
        if (isPerpetual && joined.EndsWith("USDC", StringComparison.Ordinal)) yield return joined[..^"USDC".Length] + UsdcPerpetual;
    }
}
