using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

/// <summary>True when every one of the trades has ended.</summary>
public sealed class AreClosed(SignalEnding ending)
{
    [Function(nameof(AreClosed))]
    public Task<bool> RunAsync([ActivityTrigger] Guid[] tradeIds, CancellationToken token) =>
        ending.HaveEndedAsync([.. tradeIds.Select(static id => new TradeId(id))], token);
}
