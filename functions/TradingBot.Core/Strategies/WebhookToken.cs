namespace TradingBot.Core.Strategies;

/// <summary>What a webhook token looks like: 22 to 128 of A-Z a-z 0-9 - _ (at least 128 bits when it is random).</summary>
public static class WebhookToken
{
    public const int MinLength = 22;
    public const int MaxLength = 128;

    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= MinLength and <= MaxLength && text.All(IsPart);
    }

    /// <summary>Every part of the text that might be a token, once: the longest runs of a token's characters.</summary>
    public static IReadOnlySet<string> CandidatesIn(params IEnumerable<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts.OfType<string>())
        {
            for (var from = 0; from < text.Length; from++)
            {
                var end = from;
                while (end < text.Length && IsPart(text[end]))
                    end++;
                if (end - from is >= MinLength and <= MaxLength)
                    found.Add(text[from..end]);
                from = end;
            }
        }

        return found;
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
