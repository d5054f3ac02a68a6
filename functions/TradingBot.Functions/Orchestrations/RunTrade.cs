using TradingBot.Functions.Activities;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Orchestrations;

/// <summary>One trade from its entry order until it is flat and settled: place, protect, follow, settle.</summary>
public static class RunTrade
{
    // After so many looks the history is cut; the ledger, not the history, remembers.
    private const int LooksPerHistory = 100;

    // Measured by the clock and not in tries: on Azure's storage a pause of under a second is none.
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(3);

    [Function(nameof(RunTrade))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<RunTradeInput>() ?? throw new InvalidOperationException("A trade's run needs its id.");
        if (!input.IsPlaced && await PlaceAsync(context, input.TradeId) == EntryOutcome.Abandoned)
            return;
        switch (await FollowAsync(context, input.TradeId))
        {
            case MonitorState.Flat:
                await SettleAsync(context, input.TradeId);
                break;
            case MonitorState.NotOpened:
                await context.CallActivityAsync<bool>(nameof(FailTrade), input.TradeId, Retries.Persistent);
                break;
            case MonitorState.Finished:
                break;
            default:
                context.ContinueAsNew(input with { IsPlaced = true });
                break;
        }
    }

    private static async Task<EntryOutcome> PlaceAsync(TaskOrchestrationContext context, Guid tradeId)
    {
        var outcome = await context.CallActivityAsync<EntryOutcome>(nameof(PlaceEntry), tradeId, Retries.Persistent);
        for (var pause = TimeSpan.FromMilliseconds(250); outcome == EntryOutcome.Unknown; pause = pause < TimeSpan.FromSeconds(2)
            ? pause * 2 : pause)
        {
            await context.CreateTimer(pause, CancellationToken.None);
            outcome = await context.CallActivityAsync<EntryOutcome>(nameof(LookUpEntry), tradeId, Retries.Persistent);
        }

        return outcome;
    }

    // Protecting is part of every look: the stop is confirmed right after the first fill, and again each time.
    private static async Task<MonitorState> FollowAsync(TaskOrchestrationContext context, Guid tradeId)
    {
        var nudge = context.WaitForExternalEvent<bool>(TradeInstance.NudgeEvent);
        for (var look = 0; ; look++)
        {
            var result = await context.CallActivityAsync<MonitorResult>(nameof(FollowTrade), tradeId, Retries.Persistent);
            if (result.State is MonitorState.Flat or MonitorState.NotOpened or MonitorState.Finished || look >= LooksPerHistory)
                return result.State;
            using var rest = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromMilliseconds(result.NextLookMilliseconds), rest.Token);
            if (await Task.WhenAny(nudge, timer) == nudge)
            {
                // Not CancelAsync: an orchestrator may await nothing but what its context made.
                rest.Cancel();
                nudge = context.WaitForExternalEvent<bool>(TradeInstance.NudgeEvent);
            }
        }
    }

    private static async Task SettleAsync(TaskOrchestrationContext context, Guid tradeId)
    {
        var lastTryAt = context.CurrentUtcDateTime + SettleWithin;
        for (var pause = TimeSpan.FromMilliseconds(300); ; pause = pause < TimeSpan.FromSeconds(1) ? pause * 2 : pause)
        {
            var request = new SettleRequest(tradeId, IsLastTry: context.CurrentUtcDateTime >= lastTryAt);
            if (await context.CallActivityAsync<bool>(nameof(SettleTrade), request, Retries.Persistent))
                return;
            await context.CreateTimer(pause, CancellationToken.None);
        }
    }
}
