using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>What time does to options, by the clock of the exchange: series are listed, and delivered at 08:00 UTC.</summary>
internal static class OptionClock
{
    /// <summary>True once each day at the hour of expiry, and after a start.</summary>
    public static bool IsDue(ExchangeState state) => state.Now >= state.OptionsDue;

    public static void Run(ExchangeState state)
    {
        OptionDelivery.Run(state);
        OptionChain.Roll(state);
        state.OptionsDue = OptionCalendar.At(state.Now)[0];
    }
}
