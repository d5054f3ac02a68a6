using System.Diagnostics.CodeAnalysis;

namespace TradingBot.Core.Identifiers;

/// <summary>Names a strategy in addresses: 1 to 64 characters of a-z 0-9 - _, beginning with a letter or digit.</summary>
public readonly record struct StrategyKey
{
    private const int MaxLength = 64;

    private StrategyKey(string value) => Value = value;

    public string Value { get; }

    public static StrategyKey Parse(string text) =>
        TryParse(text, out var key) ? key.Value : throw new FormatException($"'{text}' is not a strategy key.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out StrategyKey? key)
    {
        key = text is { Length: >= 1 and <= MaxLength }
            && (char.IsAsciiLetterLower(text[0]) || char.IsAsciiDigit(text[0]))
            && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            ? new StrategyKey(text)
            : null;
        return key is not null;
    }

    public override string ToString() => Value;
}
