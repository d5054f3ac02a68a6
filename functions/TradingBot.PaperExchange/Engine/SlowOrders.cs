using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>Orders that a fault keeps open for a while are matched once that time is over, whatever the price does.</summary>
internal static class SlowOrders
{
    public static bool IsDue(ExchangeState state) => state.AnyOpen(order => order.FillsFrom <= state.Now);

    public static void Run(ExchangeState state, Matcher matcher)
    {
        foreach (var order in state.OpenOrders.Where(order => order.FillsFrom <= state.Now))
            matcher.Accept(order.Id);
    }
}
