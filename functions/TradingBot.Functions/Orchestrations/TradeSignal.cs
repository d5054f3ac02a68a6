using TradingBot.Functions.Activities;

namespace TradingBot.Functions.Orchestrations;

/// <summary>One alert from its decision to its end: closes what it asks to close, then runs the trade it opens.</summary>
public static class TradeSignal
{
    // On Azure's storage a pause of under a second is none; the growing ones keep the history short there too.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // Who closes is the trade's own run. After this the alert has its answer, and the trade goes on closing.
    private static readonly TimeSpan CloseWithin = TimeSpan.FromMinutes(2);

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
            await GiveUpAsync(context, new SignalEnd(signalId, failure.FailureDetails.ErrorMessage));
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
        if (answer.Reducing is { } reducing)
            Nudge(context, reducing);
        foreach (var further in answer.ReducingToo ?? [])
            Nudge(context, further);
        if (answer.Closing.Length == 0)
            return answer.TradeId;
        if (!await WaitForCloseAsync(context, answer.Closing))
        {
            var still = new SignalEnd(signalId, Failure: null) { IsStillClosing = true };
            await context.CallActivityAsync<bool>(nameof(EndSignal), still, Retries.Persistent);
            return null;
        }

        if (answer.ThenOpen)
            return (await AskAsync(context, new SignalQuestion(signalId, answer.Closing))).TradeId;
        await context.CallActivityAsync<bool>(nameof(EndSignal), new SignalEnd(signalId, Failure: null), Retries.Persistent);
        return null;
    }

    private static async Task<SignalAnswer> AskAsync(TaskOrchestrationContext context, SignalQuestion question)
    {
        for (var pause = FirstPause; ; pause = After(pause))
        {
            var answer = await context.CallActivityAsync<SignalAnswer>(nameof(DecideSignal), question, Retries.Decision);
            if (!answer.IsWaiting)
                return answer;
            await context.CreateTimer(pause, CancellationToken.None);
        }
    }

    // What it closes it still closes, in its turn.
    private static async Task GiveUpAsync(TaskOrchestrationContext context, SignalEnd end)
    {
        var pause = FirstPause;
        while (!await context.CallActivityAsync<bool>(nameof(EndSignal), end, Retries.Persistent))
        {
            await context.CreateTimer(pause, CancellationToken.None);
            pause = After(pause);
        }
    }

    private static async Task<bool> WaitForCloseAsync(TaskOrchestrationContext context, Guid[] trades)
    {
        foreach (var trade in trades)
            Nudge(context, trade);
        var until = context.CurrentUtcDateTime + CloseWithin;
        for (var pause = FirstPause; ; pause = After(pause))
        {
            if (await context.CallActivityAsync<bool>(nameof(AreClosed), trades, Retries.Persistent))
                return true;
            if (context.CurrentUtcDateTime >= until)
                return false;
            await context.CreateTimer(pause, CancellationToken.None);
        }
    }

    private static void Nudge(TaskOrchestrationContext context, Guid trade) =>
        context.SendEvent(TradeInstance.OfTrade(trade), TradeInstance.NudgeEvent, payload: true);

    private static TimeSpan After(TimeSpan pause) => pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
}
