using System.Globalization;

namespace TradingBot.Core.Markets;

/// <summary>
/// What the name of an option tells, as in Bybit's V5 API: "BTC-27MAR26-70000-P-USDT" (settled in USDT), "ETH-28FEB25-2800-C" (in USDC).
/// </summary>
/// <param name="Coin">The underlying coin, which the quantity counts.</param>
/// <param name="ExpiresAt">UTC; at that moment it is delivered.</param>
/// <param name="Strike">In the settle coin for one coin of the underlying.</param>
/// <param name="Kind">Call or put.</param>
/// <param name="SettleCoin">The coin of premium, fees and profit.</param>
public sealed record OptionContract(string Coin, DateTimeOffset ExpiresAt, decimal Strike, OptionKind Kind, string SettleCoin)
{
    // Bybit, options contract specifications: delivery is at 08:00 UTC.
    private static readonly TimeSpan DeliveryHour = TimeSpan.FromHours(8);

    private const string Usdc = "USDC";
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>Null when the symbol is no option's.</summary>
    public static OptionContract? Find(Symbol symbol)
    {
        var parts = (symbol.Value ?? string.Empty).Split('-');
        return parts is [{ Length: > 0 } coin, var day, var strike, "C" or "P", ..] && parts.Length <= 5
            && DateTime.TryParseExact(day, "dMMMyy", CultureInfo.InvariantCulture, AsUtc, out var date)
            && decimal.TryParse(strike, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price > 0
            ? new OptionContract(
                coin, new DateTimeOffset(date) + DeliveryHour, price, parts[3] == "C" ? OptionKind.Call : OptionKind.Put,
                parts.Length == 5 ? parts[4] : Usdc)
            : null;
    }

    /// <summary>What it is worth at expiry for one coin, in the settle coin; never below zero.</summary>
    /// <param name="underlying">The delivery price of the underlying.</param>
    public decimal WorthAt(decimal underlying) => Math.Max(0, Kind == OptionKind.Call ? underlying - Strike : Strike - underlying);
}
