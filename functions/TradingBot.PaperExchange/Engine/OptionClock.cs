using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>What time does to options, by the clock of the exchange: series are listed, and delivered at 08:00 UTC.</summary>
internal static class OptionClock
{
    /// <summary>True once each day at the hour of expiry, and after a start.</summary>
    public static bool IsDue(Ledger ledger) => ledger.Now >= ledger.OptionsDue;

    public static void Run(Ledger ledger)
    {
        OptionDelivery.Run(ledger);
        OptionChain.Roll(ledger);
        ledger.OptionsDue = OptionCalendar.At(ledger.Now)[0];
    }
}
