using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;
using static TradingBot.LocalRuntime.Durable.Orchestrations.OutboundAction;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Stores a step, and once it is stored sets off what it asked for.</summary>
internal sealed class StepCommitter(StepServices services)
{
    /// <summary>Fails when the step could not be stored or its fate is unknown; the caller must load the instance again then.</summary>
    public async Task CommitAsync(
        InstanceSlot slot,
        EpisodeOutcome outcome,
        IReadOnlyList<StoredMessage> messages,
        IReadOnlyList<ActivityResult> results,
        string? traceParent,
        CancellationToken token)
    {
        var head = slot.Head!;
        var scheduled = outcome.Episode.Actions.OfType<ScheduleActivity>()
            .Select(call => new ActivityWork(
                Guid.CreateVersion7(), slot.InstanceId, head.Identity.ExecutionId, call.TaskId, call.Name, call.Input, traceParent))
            .ToList();
        var step = new Step(head, outcome)
        {
            ConsumedMessages = [.. messages.Select(message => message.Id)],
            Results = results,
            Scheduled = scheduled,
            Reserved = services.Activities.Reserve(scheduled.Count),
            TraceParent = traceParent,
        };
        try
        {
            slot.Head = await services.Steps.CommitAsync(step, token);
        }
        catch
        {
            services.Activities.GiveBack(step.Reserved);
            slot.Unstarted.AddRange(scheduled.Take(step.Reserved).Select(work => work.Id));
            throw;
        }

        if (outcome.IsTerminal || outcome.ContinueAsNew is not null) slot.Forget();
        if (outcome.Failure is not null) EngineLog.OrchestrationFailed(services.Logger, slot.InstanceId, outcome.Failure);
        Announce(step, head);
    }

    /// <summary>Sets off in this process what the committed step asked for.</summary>
    private void Announce(Step step, InstanceHead before)
    {
        var (outcome, identity) = (step.Outcome, before.Identity);
        services.Activities.Complete(step.Results.Select(result => result.Work.Id));
        foreach (var work in step.Scheduled.Take(step.Reserved)) services.Activities.Start(work);
        if (step.Scheduled.Count > step.Reserved) services.Activities.ClaimSignal.Set();

        foreach (var action in outcome.Episode.Actions)
        {
            switch (action)
            {
                case StartChild child:
                    services.InstanceHasWork(child.InstanceId);
                    break;
                case SendEventTo send:
                    services.InstanceHasWork(send.InstanceId);
                    break;
                case StartTimer timer:
                    services.TimerSet(new DateTimeOffset(timer.FireAt));
                    break;
            }
        }

        if (outcome.ContinueAsNew is not null) services.InstanceHasWork(identity.InstanceId);
        if (outcome.IsTerminal && identity.Parent is { } parent) services.InstanceHasWork(parent.InstanceId);
        if (outcome.TerminateChildren) services.TimerSet(DateTimeOffset.MinValue);
        if (outcome.Status != before.Status) services.Signals.InstanceChanged(identity.InstanceId);
    }
}
