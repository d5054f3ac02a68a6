using TradingBot.PaperExchange.Intake;

namespace TradingBot.PaperExchange.Simulation;

/// <summary>An acknowledged request whose outcome is still to come.</summary>
internal abstract record PendingWork(DateTimeOffset Due, string OrderId)
{
    public sealed record Accept(DateTimeOffset Due, string OrderId) : PendingWork(Due, OrderId);

    public sealed record Cancel(DateTimeOffset Due, string OrderId) : PendingWork(Due, OrderId);

    public sealed record Amend(DateTimeOffset Due, string OrderId, Amendment Change) : PendingWork(Due, OrderId);
}
