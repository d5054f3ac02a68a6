using TradingBot.Core.Signals;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Activities;

public sealed class DecideSignal(SignalDesk desk)
{
    [Function(nameof(DecideSignal))]
    public Task<SignalDecision> RunAsync([ActivityTrigger] Guid signalId, CancellationToken token) => desk.DecideAsync(new SignalId(signalId), token);
}
