using System.Diagnostics;
using Microsoft.DurableTask.Client;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// One step of one instance: take in what has come, run the code, store everything in one commit. When only results of activities that
/// ran here have come, and the instance is in memory, that commit is the only round trip to the database.
/// </summary>
internal sealed class InstanceStep(StepServices services)
{
    private readonly StepCommitter _committer = new(services);

    public async Task RunAsync(InstanceSlot slot, CancellationToken token)
    {
        var inbox = slot.TakeInbox();
        try
        {
            await ReleaseUnstartedAsync(slot, token);
            await TakeInAsync(slot, inbox, token);
            slot.Failures = 0;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            slot.Forget();
            throw;
        }
        catch (Exception exception) when (DatabaseFault.IsStaleVersion(exception))
        {
            EngineLog.Overtaken(services.Logger, slot.InstanceId);
            slot.Forget();
            slot.Return(inbox.Results);
        }
        catch (Exception exception) when (DatabaseFault.IsLostLease(exception))
        {
            slot.Forget();
            slot.Return(await StillHeldAsync(inbox.Results, token));
        }
        catch (Exception exception) when (DatabaseFault.IsTransient(exception))
        {
            DurableTelemetry.DatabaseFaults.Add(1);
            EngineLog.StepRepeated(services.Logger, slot.InstanceId, exception);
            slot.Forget();
            slot.Return(inbox.Results);
            await Pause.AfterFailureAsync(slot.Failures++, token);
        }
        catch (Exception exception) when (slot.Head is null)
        {
            EngineLog.StepRepeated(services.Logger, slot.InstanceId, exception);
            slot.Return(inbox.Results);
            await Pause.AfterFailureAsync(slot.Failures++, token);
        }
        catch (Exception exception)
        {
            // Something in this instance that no repetition cures at once, such as an unreadable payload: other instances go on.
            await ParkUnexpectedAsync(slot, exception, inbox.Results, token);
        }
    }

    private async Task ParkUnexpectedAsync(
        InstanceSlot slot, Exception exception, IReadOnlyList<ActivityResult> results, CancellationToken token)
    {
        try
        {
            await ParkAsync(slot, exception, results, token);
        }
        catch (Exception unreachable) when (!token.IsCancellationRequested)
        {
            // No exception but cancellation may leave a step: it would end the dispatcher's loop and leave this instance marked as
            // scheduled.
            EngineLog.StepRepeated(services.Logger, slot.InstanceId, unreachable);
            slot.Forget();
            slot.Return(await StillHeldAsync(results, token));
            await Pause.AfterFailureAsync(slot.Failures++, token);
        }
    }

    private async Task TakeInAsync(InstanceSlot slot, InstanceSlot.Inbox inbox, CancellationToken token)
    {
        IReadOnlyList<StoredMessage> messages = [];
        if (inbox.MustLoad || slot.Run is null)
        {
            var loaded = await services.Instances.ClaimAsync(slot.InstanceId, slot.Head?.Version ?? -1, services.Time.GetUtcNow(), token);
            if (loaded is null)
            {
                await LeaveToOwnerAsync(slot, inbox, token);
                return;
            }

            if (loaded.Head.Version != slot.Head?.Version) slot.Forget();
            slot.Head = loaded.Head;
            messages = loaded.Messages;
            if (loaded.Head.IsTerminal)
            {
                await ClearUpAsync(slot, messages, inbox.Results, token);
                return;
            }

            if (!await PrepareRunAsync(slot, loaded, inbox.Results, token)) return;
        }

        await MoveOnAsync(slot, messages, inbox.Results, token);
    }

    /// <summary>Rebuilds the run from its history when it isn't in memory. False: that was impossible, and has been dealt with.</summary>
    private async Task<bool> PrepareRunAsync(
        InstanceSlot slot, LoadedInstance loaded, IReadOnlyList<ActivityResult> results, CancellationToken token)
    {
        if (slot.Run is not null) return true;
        var head = loaded.Head;
        var inbound = loaded.Messages.Where(message => message.ExecutionId is null || message.ExecutionId == head.Identity.ExecutionId)
            .Select(message => message.Content).ToList();
        var at = services.Time.GetUtcNow().UtcDateTime;
        if (inbound.OfType<OrchestrationTerminated>().FirstOrDefault() is { } terminated)
        {
            await _committer.CommitAsync(slot, OrchestrationRun.Terminate(at, inbound, terminated), loaded.Messages, results, null, token);
            return false;
        }

        var code = services.Registry.FindOrchestrator(head.Identity.Name);
        if (code is null && head.Episodes == 0)
        {
            var failure = Failures.UnknownOrchestrator(head.Identity.Name);
            await _committer.CommitAsync(slot, OrchestrationRun.Fail(at, inbound, failure), loaded.Messages, results, null, token);
            return false;
        }

        try
        {
            if (code is null) throw new NonDeterminismException($"No orchestrator named '{head.Identity.Name}' is registered.");
            var run = new OrchestrationRun(head.Identity, code, services.LoggerFactory, () => services.InstanceHasWork(slot.InstanceId));
            if (run.Replay(loaded.History) is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed)
                throw new NonDeterminismException("The code ends where its history goes on.");
            slot.Run = run;
            return true;
        }
        catch (NonDeterminismException mismatch)
        {
            await ParkAsync(slot, mismatch, results, token);
            return false;
        }
    }

    private async Task MoveOnAsync(
        InstanceSlot slot, IReadOnlyList<StoredMessage> messages, IReadOnlyList<ActivityResult> results, CancellationToken token)
    {
        var (run, execution) = (slot.Run!, slot.Head!.Identity.ExecutionId);
        var inbound = messages.Where(message => message.ExecutionId is null || message.ExecutionId == execution)
            .Select(message => message.Content)
            .OrderBy(content => content is not OrchestrationStarted)
            .Concat(results.Where(result => result.Work.ExecutionId == execution).Select(result => result.Outcome))
            .ToList();
        if (inbound.Count == 0 && !run.SawForeignContinuation)
        {
            await ClearUpAsync(slot, messages, results, token);
            return;
        }

        using var span = DurableTelemetry.StartEpisode(slot.Head.Identity.Name, slot.InstanceId, slot.Head.TraceParent);
        var started = Stopwatch.GetTimestamp();
        var outcome = run.Execute(services.Time.GetUtcNow().UtcDateTime, inbound);
        await _committer.CommitAsync(slot, outcome, messages, results, span?.Id ?? slot.Head.TraceParent, token);
        if (run.MustBeRebuilt) slot.Forget();
        DurableTelemetry.EpisodeDuration.Record(
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("name", run.Identity.Name));
    }

    private async Task ParkAsync(
        InstanceSlot slot, Exception cause, IReadOnlyList<ActivityResult> results, CancellationToken token)
    {
        var head = slot.Head!;
        var pause = services.ParkedRetryInterval * Math.Pow(2, Math.Min(head.ParkedAttempts, 4));
        var until = services.Time.GetUtcNow() + pause;
        EngineLog.Parked(services.Logger, slot.InstanceId, until, cause.Message, cause);
        // PostgreSQL has no NUL in text, and a message may quote anything.
        var reason = cause.Message.Replace("\0", "", StringComparison.Ordinal);
        await services.Instances.ParkAsync(slot.InstanceId, head.Version, reason, until, token);
        await HandOverAsync(results, token);
        slot.Forget();
    }

    private async Task LeaveToOwnerAsync(InstanceSlot slot, InstanceSlot.Inbox inbox, CancellationToken token)
    {
        slot.Forget();
        await HandOverAsync(inbox.Results, token, notify: true);
        if (inbox.MayNotify) await services.Instances.NotifyOwnerAsync(slot.InstanceId, token);
    }

    /// <summary>Removes what nobody waits for: messages and results of earlier runs or a finished instance.</summary>
    private async Task ClearUpAsync(
        InstanceSlot slot, IReadOnlyList<StoredMessage> messages, IReadOnlyList<ActivityResult> results, CancellationToken token)
    {
        if (messages.Count > 0) await services.Instances.DropMessagesAsync(messages.Select(message => message.Id), token);
        await HandOverAsync(results, token);
        if (slot.Head is { IsTerminal: true }) slot.Forget();
    }

    private async Task HandOverAsync(IReadOnlyList<ActivityResult> results, CancellationToken token, bool notify = false)
    {
        if (results.Count == 0) return;
        await services.Leases.HandOverAsync(results, services.Time.GetUtcNow(), notify, token);
        services.Activities.Complete(results.Select(result => result.Work.Id));
    }

    private async Task ReleaseUnstartedAsync(InstanceSlot slot, CancellationToken token)
    {
        if (slot.Unstarted.Count == 0) return;
        await services.Leases.ReleaseAsync(slot.Unstarted, token);
        slot.Unstarted.Clear();
        services.Activities.ClaimSignal.Set();
    }

    private async Task<IReadOnlyList<ActivityResult>> StillHeldAsync(IReadOnlyList<ActivityResult> results, CancellationToken token)
    {
        try
        {
            var held = await services.Leases.HeldOfAsync([.. results.Select(result => result.Work.Id)], token);
            services.Activities.Complete(results.Select(result => result.Work.Id).Where(id => !held.Contains(id)));
            DurableTelemetry.LeaseLosses.Add(results.Count - results.Count(result => held.Contains(result.Work.Id)));
            return [.. results.Where(result => held.Contains(result.Work.Id))];
        }
        catch (Exception exception) when (DatabaseFault.IsTransient(exception))
        {
            EngineLog.DatabaseUnreachable(services.Logger, "check of leases", exception);
            return results;
        }
    }
}
