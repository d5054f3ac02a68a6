using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>Orders that a fault keeps open for a while are matched once that time is over, whatever the price does.</summary>
internal static class SlowOrders
{
    public static bool IsDue(Ledger ledger) => ledger.AnyOpen(order => order.FillsFrom <= ledger.Now);

    public static void Run(Ledger ledger, Matcher matcher)
    {
        foreach (var order in ledger.OpenOrders.Where(order => order.FillsFrom <= ledger.Now))
            matcher.Accept(order.Id);
    }
}
