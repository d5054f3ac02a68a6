using System.Text;

namespace TradingBot.Core.Signals;

/// <summary>Turns NaN outside of strings into null.</summary>
internal static class BareNaN
{
    private const string Word = "NaN";

    /// <summary>Null when there is nothing to replace.</summary>
    public static string? Replace(string text)
    {
        var result = new StringBuilder(text.Length);
        var inString = false;
        var found = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (inString && c == '\\' && at + 1 < text.Length)
            {
                result.Append(c).Append(text[++at]);
                continue;
            }

            if (c == '"') inString = !inString;
            if (!inString && string.CompareOrdinal(text, at, Word, 0, Word.Length) == 0)
            {
                result.Append("null");
                at += Word.Length - 1;
                found = true;
                continue;
            }

            result.Append(c);
        }

        return found ? result.ToString() : null;
    }
}
