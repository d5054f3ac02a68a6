using System.Text.Json;

namespace TradingBot.Core.Foundation;

/// <summary>The camelCase words of an enum, in JSON, in the ledger and in sentences; read without regard to case.</summary>
public static class EnumNames
{
    public static string Write<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Words only: numbers are never taken for enum values.</summary>
    public static bool TryParse<TEnum>(string? text, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            if (string.Equals(candidate.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>A word that we wrote ourselves.</summary>
    /// <exception cref="FormatException">The enum has no such word.</exception>
    public static TEnum Parse<TEnum>(string text)
        where TEnum : struct, Enum =>
        TryParse<TEnum>(text, out var value) ? value : throw new FormatException($"'{text}' is no {typeof(TEnum).Name}; it is {List<TEnum>()}.");

    /// <summary>"buy, sell or close": for messages.</summary>
    public static string List<TEnum>()
        where TEnum : struct, Enum
    {
        var words = Enum.GetValues<TEnum>().Select(Write).ToArray();
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }
}
