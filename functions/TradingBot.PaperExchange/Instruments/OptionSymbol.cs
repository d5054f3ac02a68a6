using System.Globalization;
using System.Text.RegularExpressions;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Instruments;

/// <summary>
/// What an option's name says, such as <c>BTC-27NOV26-70000-C-USDT</c>: coin, expiry at 08:00 UTC, strike in USDT, call or put.
/// </summary>
internal sealed partial record OptionSymbol(string Coin, DateTimeOffset ExpiresAt, decimal Strike, OptionKind Kind)
{
    public const string SettleCoin = "USDT";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(8);

    public string Series => SeriesOf(Coin, ExpiresAt);

    public string Text => $"{Series}-{Wire.Text(Strike)}-{Letter}-{SettleCoin}";

    /// <summary>The longer name that instruments-info shows beside the symbol.</summary>
    public string DisplayName => $"{Coin}{SettleCoin}-{Day(ExpiresAt)}-{Wire.Text(Strike)}-{Letter}";

    /// <summary>What the option is worth when the underlying stands at a price, for one coin of it.</summary>
    public decimal Intrinsic(decimal price) => Math.Max(0, Kind == OptionKind.Call ? price - Strike : Strike - price);

    /// <summary>How far the underlying has to go before exercise pays.</summary>
    public decimal OutOfTheMoney(decimal price) => Math.Max(0, Kind == OptionKind.Call ? Strike - price : price - Strike);

    public static string SeriesOf(string coin, DateTimeOffset expiresAt) => $"{coin}-{Day(expiresAt)}";

    /// <summary>Null when the text is no such name. Whether it is listed is another question.</summary>
    public static OptionSymbol? Parse(string? text)
    {
        if (text is null || Shape().Match(text) is not { Success: true } match)
            return null;
        if (!DateTime.TryParseExact(
            match.Groups["day"].Value, "dMMMyy", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
            return null;
        var symbol = new OptionSymbol(
            match.Groups["coin"].Value,
            new DateTimeOffset(day) + Hour,
            decimal.Parse(match.Groups["strike"].Value, CultureInfo.InvariantCulture),
            match.Groups["kind"].Value == "C" ? OptionKind.Call : OptionKind.Put);
        // One option has one name: no leading zeros, no other spelling of the day.
        return symbol.Text == text ? symbol : null;
    }

    private char Letter => Kind == OptionKind.Call ? 'C' : 'P';

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("dMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant();

    [GeneratedRegex(
        "^(?<coin>[A-Z]{2,10})-(?<day>[0-9]{1,2}[A-Z]{3}[0-9]{2})-(?<strike>[0-9]{1,9}(\\.[0-9]{1,4})?)-(?<kind>[CP])-USDT$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
