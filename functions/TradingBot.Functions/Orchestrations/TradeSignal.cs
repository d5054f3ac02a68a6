using TradingBot.Functions.Activities;

namespace TradingBot.Functions.Orchestrations;

/// <summary>One alert from its decision to its end: closes what it asks to close, then runs the trade it opens.</summary>
public static class TradeSignal
{
    private static readonly TimeSpan ClosePoll = TimeSpan.FromMilliseconds(250);

    [Function(nameof(TradeSignal))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var signalId = context.GetInput<Guid>();
        Guid? opened;
        try
        {
            opened = await DecideAsync(context, signalId);
        }
        catch (TaskFailedException failure)
        {
            await context.CallActivityAsync<bool>(
                nameof(EndSignal), new SignalEnd(signalId, failure.FailureDetails.ErrorMessage), Retries.Persistent);
            return;
        }

        // From here on the trade's own end is the signal's end, whoever runs the trade: the sweep may have been faster than this line.
        if (opened is { } tradeId)
        {
            var options = new SubOrchestrationOptions(retry: null, TradeInstance.OfTrade(tradeId));
            await context.CallSubOrchestratorAsync(nameof(RunTrade), new RunTradeInput(tradeId, IsPlaced: false), options);
        }
    }

    private static async Task<Guid?> DecideAsync(TaskOrchestrationContext context, Guid signalId)
    {
        var answer = await AskAsync(context, new SignalQuestion(signalId, Closed: []));
        if (answer.Closing.Length == 0)
            return answer.TradeId;
        await WaitForCloseAsync(context, answer.Closing);
        if (answer.ThenOpen)
            return (await AskAsync(context, new SignalQuestion(signalId, answer.Closing))).TradeId;
        await context.CallActivityAsync<bool>(nameof(EndSignal), new SignalEnd(signalId, Failure: null), Retries.Persistent);
        return null;
    }

    private static Task<SignalAnswer> AskAsync(TaskOrchestrationContext context, SignalQuestion question) =>
        context.CallActivityAsync<SignalAnswer>(nameof(DecideSignal), question, Retries.Decision);

    private static async Task WaitForCloseAsync(TaskOrchestrationContext context, Guid[] trades)
    {
        foreach (var trade in trades)
            context.SendEvent(TradeInstance.OfTrade(trade), TradeInstance.NudgeEvent, payload: true);
        while (!await context.CallActivityAsync<bool>(nameof(AreClosed), trades, Retries.Persistent))
            await context.CreateTimer(ClosePoll, CancellationToken.None);
    }
}
