using System.Text;

namespace TradingBot.Bybit.Http;

/// <summary>A query string, encoded once; what is signed is what is sent.</summary>
internal sealed record Query(string Text)
{
    public static readonly Query Empty = new("");

    public static Query Of(string name, string value) => Empty.With(name, value);

    public Query With(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return this;

        var text = new StringBuilder(Text);
        if (text.Length > 0)
            text.Append('&');
        return new Query(text.Append(name).Append('=').Append(Uri.EscapeDataString(value)).ToString());
    }

    public Query With(string name, long value) => With(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
