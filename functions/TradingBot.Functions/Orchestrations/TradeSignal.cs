using TradingBot.Functions.Activities;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Orchestrations;

/// <summary>One alert from its decision to its end: closes what it asks to close, then runs the trade it opens.</summary>
public static class TradeSignal
{
    private static readonly TimeSpan ClosePoll = TimeSpan.FromMilliseconds(250);

    [Function(nameof(TradeSignal))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var signalId = context.GetInput<Guid>();
        try
        {
            var decision = await context.CallActivityAsync<SignalDecision>(nameof(DecideSignal), signalId, Retries.Decision);
            if (decision.Closing.Length > 0)
            {
                await WaitForCloseAsync(context, decision.Closing);
                if (!decision.ThenOpen)
                {
                    await context.CallActivityAsync<bool>(nameof(EndSignal), new SignalEnd(signalId, Failure: null), Retries.Persistent);
                    return;
                }

                decision = await context.CallActivityAsync<SignalDecision>(nameof(DecideSignal), signalId, Retries.Decision);
            }

            if (decision.TradeId is { } tradeId)
            {
                var options = new SubOrchestrationOptions(retry: null, TradeInstance.OfTrade(tradeId));
                await context.CallSubOrchestratorAsync(nameof(RunTrade), new RunTradeInput(tradeId, IsPlaced: false), options);
            }
        }
        catch (TaskFailedException failure)
        {
            await context.CallActivityAsync<bool>(nameof(EndSignal), new SignalEnd(signalId, failure.FailureDetails.ErrorMessage), Retries.Persistent);
        }
    }

    private static async Task WaitForCloseAsync(TaskOrchestrationContext context, Guid[] trades)
    {
        foreach (var trade in trades)
            context.SendEvent(TradeInstance.OfTrade(trade), TradeInstance.NudgeEvent, payload: true);
        while (!await context.CallActivityAsync<bool>(nameof(AreClosed), trades, Retries.Persistent))
            await context.CreateTimer(ClosePoll, CancellationToken.None);
    }
}
