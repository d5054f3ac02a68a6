using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>
/// Decides the next exit order of a trade that is to be closed: how much, and when. A market's maximum is sold in slices; a quantity the
/// exchange has refused is not sent again at once as it was, but halved, down to the smallest the exchange takes, and then as a whole
/// again, since not every refusal is about the size; refusals slow the tries down.
/// </summary>
public static class ExitPolicy
{
    /// <summary>From so many tries in a row that closed nothing, the trader is asked to help.</summary>
    public const int TriesUntilHelp = 5;

    /// <summary>An exit that is at the exchange for longer than this and closes nothing is a reason to ask for help too.</summary>
    public static readonly TimeSpan WorkingUntilHelp = TimeSpan.FromSeconds(30);

    /// <summary>The next order's size; zero when nothing can be sent.</summary>
    /// <param name="standing">What of the trade stands at the exchange; base coin, inverse: USD contracts.</param>
    /// <param name="market">The rules of the market; null when the exchange lists it no more, and then nothing limits the order.</param>
    /// <param name="last">The exit order before, final; null for the first.</param>
    /// <param name="price">About what a unit is worth, in quote coin: an order must not be worth less than the market's minimum.</param>
    public static decimal SizeOf(decimal standing, Instrument? market, OrderRecord? last, decimal price)
    {
        var size = standing;
        if (market is { MaxMarketQuantity: > 0 })
            size = Math.Min(size, market.MaxMarketQuantity);
        if (market is null || last is null || last.Status != OrderStatus.Rejected || size < last.Quantity)
            return size;
        var half = Rounding.Down(last.Quantity / 2, market.QuantityStep);
        return half >= SmallestOf(market, price) ? half : size;
    }

    // The price may have fallen since; twice the minimum leaves room for that. Inverse contracts are dollars already.
    private static decimal SmallestOf(Instrument market, decimal price) => market.Category == Category.Inverse
        ? Math.Max(market.MinQuantity, market.MinNotional)
        : Math.Max(market.MinQuantity, Rounding.Up(2 * market.MinNotional / price, market.QuantityStep));

    /// <summary>How many of the newest exit orders have ended without closing anything.</summary>
    /// <param name="exits">The trade's exit orders, oldest first.</param>
    public static int VainTries(IReadOnlyList<OrderRecord> exits)
    {
        ArgumentNullException.ThrowIfNull(exits);
        return exits.Reverse().TakeWhile(static exit => exit.Status.IsFinal() && exit.FilledQuantity == 0).Count();
    }

    /// <summary>
    /// How long to wait after the newest try ended: nothing after one that closed something; else 0.25 s, doubled with each vain try up to
    /// a minute, and five minutes from the thirteenth on, when the trader has long been told. While no stop stands it is five seconds at
    /// most for sixty tries, and a minute for sixty more.
    /// </summary>
    /// <param name="vainTries">As <see cref="VainTries"/> counts them.</param>
    /// <param name="isGuarded">Whether a stop stands meanwhile.</param>
    public static TimeSpan PauseAfter(int vainTries, bool isGuarded) => (vainTries, isGuarded) switch
    {
        ( <= 0, _) => TimeSpan.Zero,
        ( <= 60, false) => TimeSpan.FromSeconds(Math.Min(5, Doubled(vainTries))),
        ( <= 120, false) => TimeSpan.FromMinutes(1),
        ( > 12, _) => TimeSpan.FromMinutes(5),
        _ => TimeSpan.FromSeconds(Math.Min(60, Doubled(vainTries))),
    };

    /// <summary>
    /// The least that an option is sold for: the mark less a tenth, and with each try that closed nothing a twentieth less, down to half of
    /// it. Then the trader has long been told.
    /// </summary>
    /// <param name="mark">Of the option, at least 0.</param>
    /// <param name="vainTries">As <see cref="VainTries"/> counts them.</param>
    /// <param name="tick">Of the market's prices; no price is less.</param>
    public static decimal OptionPrice(decimal mark, int vainTries, decimal tick) =>
        Math.Max(tick, Rounding.Down(mark * (1 - Math.Min(0.5m, 0.1m + (0.05m * vainTries))), tick));

    private static double Doubled(int vainTries) => 0.125 * Math.Pow(2, vainTries);

    /// <summary>True when the trader has to be told that closing does not get on.</summary>
    /// <param name="exits">The trade's exit orders, oldest first.</param>
    /// <param name="now">The present moment.</param>
    public static bool NeedsHelp(IReadOnlyList<OrderRecord> exits, DateTimeOffset now) =>
        VainTries(exits) >= TriesUntilHelp
        || (exits.Count > 0 && !exits[^1].Status.IsFinal() && now - exits[^1].CreatedAt > WorkingUntilHelp);
}
