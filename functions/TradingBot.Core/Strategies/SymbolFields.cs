using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>Reads the symbols of a strategy, and the names of other charts that mean one of them.</summary>
internal static class SymbolFields
{
    private const int MaxSymbols = 100;
    private const int MaxAliasLength = 80;

    public static List<Symbol> Read(JsonFields fields)
    {
        var faultsBefore = fields.Faults.Count;
        var texts = fields.Texts("symbols");
        if (fields.Faults.Count > faultsBefore) return [];
        if (texts is not { Count: > 0 and <= MaxSymbols })
        {
            fields.Fault("symbols", $"must name 1 to {MaxSymbols} symbols, such as [\"BTCUSDT\"].");
            return [];
        }

        var symbols = new List<Symbol>();
        for (var at = 0; at < texts.Count; at++)
        {
            if (Symbol.TryParse(texts[at], out var symbol)) symbols.Add(symbol.Value);
            else fields.Fault($"symbols[{at}]", "is not an exchange symbol; write it in capitals as Bybit does, such as BTCUSDT.");
        }

        if (symbols.Distinct().Count() < symbols.Count) fields.Fault("symbols", "names a symbol twice; name each once.");
        return symbols;
    }

    public static Dictionary<string, Symbol> ReadAliases(JsonFields fields, List<Symbol> symbols)
    {
        var aliases = new Dictionary<string, Symbol>(StringComparer.Ordinal);
        if (fields.Object("symbolAliases") is not { } named) return aliases;
        if (named.Names.Count > MaxSymbols) fields.Fault("symbolAliases", $"must be at most {MaxSymbols}.");
        foreach (var name in named.Names)
        {
            var alias = name.Trim().ToUpperInvariant();
            if (alias.Length is 0 or > MaxAliasLength || alias.Any(char.IsControl))
                named.Fault(name, $"must be the name of a chart, of at most {MaxAliasLength} characters, such as BINANCE:BTCUSDT.P.");
            else if (!Symbol.TryParse(named.Text(name, maxLength: 40), out var symbol) || !symbols.Contains(symbol.Value))
                named.Fault(name, "must mean one of the strategy's symbols.");
            else if (!aliases.TryAdd(alias, symbol.Value))
                named.Fault(name, "is there twice, in other letters; name it once.");
        }

        return aliases;
    }
}
