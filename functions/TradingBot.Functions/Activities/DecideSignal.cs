using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Activities;

public sealed class DecideSignal(SignalDesk desk)
{
    [Function(nameof(DecideSignal))]
    public Task<SignalDecision> RunAsync([ActivityTrigger] SignalQuestion question, CancellationToken token) =>
        desk.DecideAsync(new SignalId(question.SignalId), [.. question.Closed.Select(static id => new TradeId(id))], token);
}
