using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>Whether positionIdx fits the mode of the symbol: 0 in one-way mode, 1 or 2 in hedge mode.</summary>
internal static class PositionModes
{
    public static Refusal? Check(ExchangeState state, Category category, string symbol, int idx) =>
        (state.IsHedged(category, symbol) ? idx is 1 or 2 : idx == 0) ? null : Refusals.PositionIdx;

    /// <summary>In hedge mode the side against the leg closes it, whether the order says so or not.</summary>
    public static bool Closes(int idx, Side side) => (idx, side) is (1, Side.Sell) or (2, Side.Buy);
}
