namespace TradingBot.Functions.Orchestrations;

/// <summary>Names of orchestration instances and their events.</summary>
public static class TradeInstance
{
    /// <summary>Something changed in the ledger: look now instead of later. Carries nothing.</summary>
    public const string NudgeEvent = "Nudge";

    public static string OfSignal(Guid signalId) => $"signal-{signalId:D}";

    public static string OfTrade(Guid tradeId) => $"trade-{tradeId:D}";
}
