using System.Globalization;
using System.Text;

namespace TradingBot.Core.Signals;

/// <summary>
/// A text read with the escapes of JSON (<c>\u0041</c>) and of an address (<c>%41</c>) undone, whether or not it is valid in either, and
/// where each of its characters is written.
/// </summary>
public sealed class EscapedText
{
    private const char Percent = '%';
    private const string Unicode = "\\u";

    private readonly string _written;
    private readonly List<int> _starts = [];

    private EscapedText(string written)
    {
        _written = written;
        var read = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length;)
        {
            _starts.Add(at);
            var length = LengthOfEscape(at, out var escaped);
            read.Append(length > 0 ? escaped : written[at]);
            at += Math.Max(length, 1);
        }

        _starts.Add(written.Length);
        Read = read.ToString();
    }

    /// <summary>The text as it reads.</summary>
    public string Read { get; }

    public static EscapedText Of(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return new EscapedText(written);
    }

    public static bool HasEscapes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains(Percent, StringComparison.Ordinal) || text.Contains(Unicode, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The text as it was written, but for what reads as the value in any case: that is replaced.</summary>
    /// <param name="value">At least one character.</param>
    /// <param name="replacement">What stands there afterwards.</param>
    public string Replace(string value, string replacement)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        var text = new StringBuilder();
        var copied = 0;
        for (var from = 0; ;)
        {
            var at = Read.IndexOf(value, from, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return text.Append(_written, copied, _written.Length - copied).ToString();
            text.Append(_written, copied, _starts[at] - copied).Append(replacement);
            from = at + value.Length;
            copied = _starts[from];
        }
    }

    // Nothing is escaped at this place: 0.
    private int LengthOfEscape(int at, out char escaped)
    {
        var rest = _written.AsSpan(at);
        if (rest[0] == Percent && IsHex(rest, 1, 2, out escaped))
            return 3;
        if (rest.StartsWith(Unicode, StringComparison.OrdinalIgnoreCase) && IsHex(rest, 2, 4, out escaped))
            return 6;
        escaped = default;
        return 0;
    }

    private static bool IsHex(ReadOnlySpan<char> text, int from, int length, out char value)
    {
        value = default;
        if (text.Length < from + length
            || !ushort.TryParse(text.Slice(from, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;
        value = (char)code;
        return true;
    }
}
