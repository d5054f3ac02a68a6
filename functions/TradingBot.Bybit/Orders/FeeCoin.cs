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
            return instrument?.SettleCoin ?? ContractCoins.SettleCoin(category, symbol);
        if (instrument is null)
            throw new WireFormatException("Bybit sent a spot execution without feeCurrency for a pair it does not list.");
        return side == OrderSide.Buy ? instrument.BaseCoin : instrument.QuoteCoin;
    }
}
