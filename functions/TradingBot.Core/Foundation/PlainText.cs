namespace TradingBot.Core.Foundation;

/// <summary>Text of a stranger that is stored or shown: every character is one that PostgreSQL and JSON take.</summary>
public static class PlainText
{
    /// <summary>
    /// At most so many UTF-16 units of the text. Control characters other than tab and line ends, and halves of surrogate pairs, are
    /// replaced by U+FFFD; a pair is never cut in two.
    /// </summary>
    public static string Of(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = Math.Min(text.Length, maxLength);
        if (end > 0 && end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
        return string.Create(end, text, static (result, text) =>
        {
            for (var at = 0; at < result.Length; at++)
                result[at] = IsPlain(text, at, result.Length) ? text[at] : '\uFFFD';
        });
    }

    /// <summary>The text with one full stop at its end, whether or not it came with one; empty stays empty.</summary>
    public static string Sentence(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bare = text.TrimEnd('.', ' ');
        return bare.Length == 0 ? bare : $"{bare}.";
    }

    /// <summary>True when nothing in the text would have to be replaced.</summary>
    public static bool IsPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Enumerable.Range(0, text.Length).All(at => IsPlain(text, at, text.Length));
    }

    private static bool IsPlain(string text, int at, int end)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c)) return at + 1 < end && char.IsLowSurrogate(text[at + 1]);
        if (char.IsLowSurrogate(c)) return at > 0 && char.IsHighSurrogate(text[at - 1]);
        return !char.IsControl(c) || c is '\t' or '\r' or '\n';
    }
}
