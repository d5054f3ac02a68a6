using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

/// <summary>Ends a signal that opened no trade; without a failure it is completed.</summary>
public sealed class EndSignal(SignalEnding ending)
{
    [Function(nameof(EndSignal))]
    public Task<bool> RunAsync([ActivityTrigger] SignalEnd end, CancellationToken token)
    {
        var id = new SignalId(end.SignalId);
        return end.Failure is { } failure ? ending.FailAsync(id, failure, token) : ending.CompleteAsync(id, token);
    }
}
