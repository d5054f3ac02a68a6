using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>Maps TradingView's names (BYBIT:BTCUSDT.P) to the strategy's symbols. The strategy's list is the last word.</summary>
public static class AlertSymbol
{
    private const string PerpetualSuffix = ".P";

    /// <summary>Null with a sentence when the name is not one of the strategy's symbols.</summary>
    internal static Symbol? Read(string text, Strategy strategy, out string? fault)
    {
        var upper = text.Trim().ToUpperInvariant();
        var colon = upper.IndexOf(':', StringComparison.Ordinal);
        var exchange = colon < 0 ? "" : upper[..colon];
        var name = upper[(colon + 1)..];
        if (exchange.EndsWith("_DL", StringComparison.Ordinal) || exchange.EndsWith("_DLY", StringComparison.Ordinal))
        {
            fault = $"comes from the delayed feed {exchange}; use a chart with real-time data.";
            return null;
        }

        var isPerpetual = IsPerpetual(name);
        if (isPerpetual && strategy.Category == Category.Spot)
        {
            fault = $"{name} is a perpetual, but the strategy trades spot; use the spot chart or change the strategy's category.";
            return null;
        }

        if (isPerpetual) name = name[..^PerpetualSuffix.Length];
        foreach (var candidate in Candidates(name, isPerpetual))
        {
            if (!Symbol.TryParse(candidate, out var symbol) || !strategy.Symbols.Contains(symbol.Value)) continue;
            fault = null;
            return symbol;
        }

        fault = $"{name} is not among the strategy's symbols ({string.Join(", ", strategy.Symbols)}); add it there or send one of these.";
        return null;
    }

    /// <summary>
    /// True when the name, whatever exchange, feed or kind of chart it names, can mean the symbol: enough for closing a position that is
    /// open there, and for nothing else.
    /// </summary>
    public static bool MayMean(string text, Symbol symbol)
    {
        var name = text.Trim().ToUpperInvariant();
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var isPerpetual = IsPerpetual(name);
        return Candidates(isPerpetual ? name[..^PerpetualSuffix.Length] : name, isPerpetual).Contains(symbol.Value);
    }

    public static bool IsPerpetual(string text) => text.Trim().EndsWith(PerpetualSuffix, StringComparison.OrdinalIgnoreCase);

    // Dated futures and options keep their dashes at the exchange, so the name as it stands comes first.
    private static IEnumerable<string> Candidates(string name, bool isPerpetual)
    {
        yield return name;
        var joined = name.Replace("/", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        yield return joined;
        if (isPerpetual && joined.EndsWith("USDC", StringComparison.Ordinal)) yield return joined[..^"USDC".Length] + "PERP";
    }
}
