using System.Text;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>A query string, encoded once; what is signed is what is sent.</summary>
internal sealed record Query(string Text)
{
    public static readonly Query Empty = new("");

    public static Query Of(string name, string value) => Empty.With(name, value);

    /// <summary>Most lists are asked for a category.</summary>
    public static Query For(Category category) => Of("category", WireText.Of(category));

    public static Query For(Category category, Symbol symbol) => For(category).With("symbol", symbol.Value);

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
