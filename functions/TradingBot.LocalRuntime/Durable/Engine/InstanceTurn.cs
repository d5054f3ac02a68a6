using System.Diagnostics;
using Microsoft.DurableTask.Client;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// One turn of one instance: take in what has come, run the code, store everything in one commit. When only results of activities that
/// ran here have come, and the instance is in memory, that commit is the turn's only visit to the database.
/// </summary>
internal sealed class InstanceTurn(TurnServices services)
{
    private readonly StepCommitter _committer = new(services);

    public async Task RunAsync(InstanceSlot slot, CancellationToken cancellation)
    {
        var mail = slot.TakeMail();
        try
        {
            await ReleaseOrphansAsync(slot, cancellation);
            await TakeInAsync(slot, mail, cancellation);
            slot.Failures = 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            slot.Forget();
            throw;
        }
        catch (Exception exception) when (DatabaseFault.IsStaleVersion(exception))
        {
            EngineLog.Overtaken(services.Logger, slot.InstanceId);
            slot.Forget();
            slot.Return(mail.Results);
        }
        catch (Exception exception) when (DatabaseFault.IsLostLease(exception))
        {
            slot.Forget();
            slot.Return(await StillHeldAsync(mail.Results, cancellation));
        }
        catch (Exception exception) when (DatabaseFault.IsTransient(exception))
        {
            DurableTelemetry.DatabaseFaults.Add(1);
            EngineLog.StepRepeated(services.Logger, slot.InstanceId, exception);
            slot.Forget();
            slot.Return(mail.Results);
            await Pause.AfterFailureAsync(slot.Failures++, cancellation);
        }
        catch (Exception exception) when (slot.Head is null)
        {
            EngineLog.StepRepeated(services.Logger, slot.InstanceId, exception);
            slot.Return(mail.Results);
            await Pause.AfterFailureAsync(slot.Failures++, cancellation);
        }
        catch (Exception exception)
        {
            // Something in this instance that no repetition cures at once, such as an unreadable payload: others must not suffer from it.
            await ParkUnexpectedAsync(slot, exception, mail.Results, cancellation);
        }
    }

    private async Task ParkUnexpectedAsync(
        InstanceSlot slot, Exception exception, IReadOnlyList<ActivityResult> results, CancellationToken cancellation)
    {
        try
        {
            await ParkAsync(slot, exception, results, cancellation);
        }
        catch (Exception unreachable) when (!cancellation.IsCancellationRequested)
        {
            // Nothing may leave a turn but the stop: whoever runs turns would be gone, and this instance scheduled for ever.
            EngineLog.StepRepeated(services.Logger, slot.InstanceId, unreachable);
            slot.Forget();
            slot.Return(await StillHeldAsync(results, cancellation));
            await Pause.AfterFailureAsync(slot.Failures++, cancellation);
        }
    }

    private async Task TakeInAsync(InstanceSlot slot, InstanceSlot.Mail mail, CancellationToken cancellation)
    {
        IReadOnlyList<StoredMessage> messages = [];
        if (mail.MustLoad || slot.Run is null)
        {
            var loaded = await services.Instances.ClaimAsync(slot.InstanceId, slot.Head?.Version ?? -1, services.Time.GetUtcNow(), cancellation);
            if (loaded is null)
            {
                await LeaveToHolderAsync(slot, mail, cancellation);
                return;
            }

            if (loaded.Head.Version != slot.Head?.Version) slot.Forget();
            slot.Head = loaded.Head;
            messages = loaded.Messages;
            if (loaded.Head.IsTerminal)
            {
                await ClearUpAsync(slot, messages, mail.Results, cancellation);
                return;
            }

            if (!await PrepareRunAsync(slot, loaded, mail.Results, cancellation)) return;
        }

        await MoveOnAsync(slot, messages, mail.Results, cancellation);
    }

    /// <summary>Rebuilds the run from its history when it isn't in memory. False: that was impossible, and has been dealt with.</summary>
    private async Task<bool> PrepareRunAsync(
        InstanceSlot slot, LoadedInstance loaded, IReadOnlyList<ActivityResult> results, CancellationToken cancellation)
    {
        if (slot.Run is not null) return true;
        var head = loaded.Head;
        var inbound = loaded.Messages.Where(message => message.ExecutionId is null || message.ExecutionId == head.Identity.ExecutionId)
            .Select(message => message.Content).ToList();
        var at = services.Time.GetUtcNow().UtcDateTime;
        if (inbound.OfType<OrchestrationTerminated>().FirstOrDefault() is { } terminated)
        {
            await _committer.CommitAsync(slot, OrchestrationRun.Terminate(at, inbound, terminated), loaded.Messages, results, null, cancellation);
            return false;
        }

        var code = services.Registry.FindOrchestrator(head.Identity.Name);
        if (code is null && head.Episodes == 0)
        {
            var failure = Failures.UnknownOrchestrator(head.Identity.Name);
            await _committer.CommitAsync(slot, OrchestrationRun.Fail(at, inbound, failure), loaded.Messages, results, null, cancellation);
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
            await ParkAsync(slot, mismatch, results, cancellation);
            return false;
        }
    }

    private async Task MoveOnAsync(
        InstanceSlot slot, IReadOnlyList<StoredMessage> messages, IReadOnlyList<ActivityResult> results, CancellationToken cancellation)
    {
        var (run, execution) = (slot.Run!, slot.Head!.Identity.ExecutionId);
        var inbound = messages.Where(message => message.ExecutionId is null || message.ExecutionId == execution)
            .Select(message => message.Content)
            .OrderBy(content => content is not OrchestrationStarted)
            .Concat(results.Where(result => result.Work.ExecutionId == execution).Select(result => result.Outcome))
            .ToList();
        if (inbound.Count == 0 && !run.SawForeignContinuation)
        {
            await ClearUpAsync(slot, messages, results, cancellation);
            return;
        }

        using var span = DurableTelemetry.StartEpisode(slot.Head.Identity.Name, slot.InstanceId, slot.Head.TraceParent);
        var started = Stopwatch.GetTimestamp();
        var outcome = run.Execute(services.Time.GetUtcNow().UtcDateTime, inbound);
        await _committer.CommitAsync(slot, outcome, messages, results, span?.Id ?? slot.Head.TraceParent, cancellation);
        if (run.MustBeRebuilt) slot.Forget();
        DurableTelemetry.EpisodeDuration.Record(
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("name", run.Identity.Name));
    }

    private async Task ParkAsync(
        InstanceSlot slot, Exception cause, IReadOnlyList<ActivityResult> results, CancellationToken cancellation)
    {
        var head = slot.Head!;
        var pause = services.ParkedRetryInterval * Math.Pow(2, Math.Min(head.ParkedAttempts, 4));
        var until = services.Time.GetUtcNow() + pause;
        EngineLog.Parked(services.Logger, slot.InstanceId, until, cause.Message, cause);
        // PostgreSQL has no NUL in text, and a message may quote anything.
        var reason = cause.Message.Replace("\0", "", StringComparison.Ordinal);
        await services.Instances.ParkAsync(slot.InstanceId, head.Version, reason, until, cancellation);
        await HandOverAsync(results, cancellation);
        slot.Forget();
    }

    private async Task LeaveToHolderAsync(InstanceSlot slot, InstanceSlot.Mail mail, CancellationToken cancellation)
    {
        slot.Forget();
        await HandOverAsync(mail.Results, cancellation, notify: true);
        if (mail.MayPoke) await services.Instances.PokeHolderAsync(slot.InstanceId, cancellation);
    }

    /// <summary>Removes what nobody waits for: messages and results of earlier runs or a finished instance.</summary>
    private async Task ClearUpAsync(
        InstanceSlot slot, IReadOnlyList<StoredMessage> messages, IReadOnlyList<ActivityResult> results, CancellationToken cancellation)
    {
        if (messages.Count > 0) await services.Instances.DropMessagesAsync(messages.Select(message => message.Id), cancellation);
        await HandOverAsync(results, cancellation);
        if (slot.Head is { IsTerminal: true }) slot.Forget();
    }

    private async Task HandOverAsync(IReadOnlyList<ActivityResult> results, CancellationToken cancellation, bool notify = false)
    {
        if (results.Count == 0) return;
        await services.Leases.HandOverAsync(results, services.Time.GetUtcNow(), notify, cancellation);
        services.Activities.Settle(results.Select(result => result.Work.Id));
    }

    private async Task ReleaseOrphansAsync(InstanceSlot slot, CancellationToken cancellation)
    {
        if (slot.Orphans.Count == 0) return;
        await services.Leases.ReleaseAsync(slot.Orphans, cancellation);
        slot.Orphans.Clear();
        services.Activities.Freed.Ring();
    }

    private async Task<IReadOnlyList<ActivityResult>> StillHeldAsync(IReadOnlyList<ActivityResult> results, CancellationToken cancellation)
    {
        try
        {
            var held = await services.Leases.HeldOfAsync([.. results.Select(result => result.Work.Id)], cancellation);
            services.Activities.Settle(results.Select(result => result.Work.Id).Where(id => !held.Contains(id)));
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
