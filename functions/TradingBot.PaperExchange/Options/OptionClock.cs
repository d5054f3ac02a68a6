namespace TradingBot.PaperExchange;

/// <summary>What time does to options, by the clock of the exchange: series are listed, and expire at 08:00 UTC.</summary>
internal static class OptionClock
{
    public static bool IsDue(Ledger ledger) => OptionChain.IsDue(ledger);

    public static void Run(Ledger ledger) => OptionChain.Roll(ledger);
}
