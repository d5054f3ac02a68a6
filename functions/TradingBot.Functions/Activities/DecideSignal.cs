using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

/// <summary>
/// Decides a signal and sends the entry of a trade it approves: the order does not wait for the two durable steps until the trade's own
/// run begins. That run's first step remains the one that answers for the order, whatever happened here.
/// </summary>
public sealed class DecideSignal(SignalDecider decider, EntryPlacement placement)
{
    [Function(nameof(DecideSignal))]
    public async Task<SignalAnswer> RunAsync([ActivityTrigger] SignalQuestion question, CancellationToken token)
    {
        var decision = await decider.DecideAsync(
            new SignalId(question.SignalId), [.. question.Closed.Select(static id => new TradeId(id))], token);
        if (decision is SignalDecision.Opens { Approved: { } approved })
            await placement.TryPlaceAsync(approved, token);
        return SignalAnswer.Of(decision);
    }
}

/// <summary>What does this signal lead to? Closed: the trades that were closed because of it, when it is asked a second time.</summary>
public sealed record SignalQuestion(Guid SignalId, Guid[] Closed);
