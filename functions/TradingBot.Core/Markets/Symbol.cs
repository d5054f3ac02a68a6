using System.Diagnostics.CodeAnalysis;

namespace TradingBot.Core.Markets;

/// <summary>
/// An exchange symbol such as BTCUSDT or BTC-27MAR26-70000-P-USDT: upper-case letters, digits and dashes, 2 to 40 characters.
/// </summary>
public readonly record struct Symbol
{
    private const int MaxLength = 40;

    private Symbol(string value) => Value = value;

    public string Value { get; }

    public static Symbol Parse(string text) =>
        TryParse(text, out var symbol) ? symbol.Value : throw new FormatException($"'{text}' is not a symbol.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out Symbol? symbol)
    {
        symbol = text is { Length: >= 2 and <= MaxLength } && text.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)
            || c == '-')
            ? new Symbol(text)
            : null;
        return symbol is not null;
    }

    public override string ToString() => Value;
}
