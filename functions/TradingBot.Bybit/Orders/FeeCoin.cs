using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// Which coin a fee was paid in where Bybit leaves it out: derivatives pay in the settle coin, spot in the coin received.
/// </summary>
internal static class FeeCoin
{
    public static string Of(Category category, Symbol symbol, OrderSide side, Instrument? instrument)
    {
        if (category != Category.Spot)
            return instrument?.SettleCoin ?? ByName(category, symbol.Value);
        if (instrument is null)
            throw new WireFormatException("Bybit sent a spot execution without feeCurrency for a pair it does not list.");
        return side == OrderSide.Buy ? instrument.BaseCoin : instrument.QuoteCoin;
    }

    // A delivered option or a delisted contract is listed no more, yet its fills must still be booked.
    private static string ByName(Category category, string symbol) => category switch
    {
        Category.Inverse => symbol.Split("USD")[0],
        Category.Option => symbol.EndsWith("-USDT", StringComparison.Ordinal) ? "USDT" : "USDC",
        _ => symbol.Contains("USDT", StringComparison.Ordinal) ? "USDT" : "USDC",
    };
}
