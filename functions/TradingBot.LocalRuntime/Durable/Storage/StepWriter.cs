using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;
using NpgsqlTypes;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;
using static TradingBot.LocalRuntime.Durable.Orchestrations.OutboundAction;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Stores one step of an instance: all of it in one transaction and one round trip, behind the version fence.</summary>
internal sealed class StepWriter(DurableDatabase database, Guid owner, TimeSpan lease)
{
    private readonly string _commit = $"SELECT {database.Schema}.commit_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private readonly string _finish = $"SELECT {database.Schema}.finish_activities($1, $2)";

    private readonly string _dropConsumed = $"DELETE FROM {database.Schema}.messages WHERE id = ANY ($1)";

    private readonly string _dropAll = $"DELETE FROM {database.Schema}.messages WHERE instance_id = $1";

    private readonly string _dropRun = $"DELETE FROM {database.Schema}.messages WHERE instance_id = $1 AND execution_id = $2";

    private readonly string _dropTimers =
        $"DELETE FROM {database.Schema}.messages WHERE instance_id = $1 AND execution_id = $2 AND timer_id = ANY ($3)";

    private readonly string _append = $"INSERT INTO {database.Schema}.history (instance_id, episode, content) VALUES ($1, $2, $3)";

    private readonly string _cut = $"DELETE FROM {database.Schema}.history WHERE instance_id = $1";

    private readonly string _startChild = $"SELECT {database.Schema}.start_child($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private readonly string _send = $"""
        INSERT INTO {database.Schema}.messages (instance_id, execution_id, timer_id, visible_at, content)
        SELECT u.instance_id, u.execution_id, u.timer_id, u.visible_at, u.content
        FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY u (instance_id, execution_id, timer_id, visible_at, content, position)
        JOIN {database.Schema}.instances i ON i.instance_id = u.instance_id
        WHERE i.status IN (0, 6, 7) AND (u.execution_id IS NULL OR u.execution_id = i.execution_id)
        ORDER BY u.position
        """;

    private readonly string _schedule = $"""
        INSERT INTO {database.Schema}.activities
            (id, instance_id, execution_id, task_id, name, input, traceparent, attempts, lease_owner, lease_until)
        SELECT u.id, $1, $2, u.task_id, u.name, u.input, $3,
            u.mine::int, CASE WHEN u.mine THEN $4 END, CASE WHEN u.mine THEN now() + $5 ELSE '-infinity' END
        FROM unnest($6, $7, $8, $9, $10) u (id, task_id, name, input, mine)
        """;

    private readonly string _terminateChildren = $"""
        INSERT INTO {database.Schema}.messages (instance_id, visible_at, content)
        SELECT instance_id, $2, $3 FROM {database.Schema}.instances WHERE parent_instance_id = $1 AND status IN (0, 6, 7)
        """;

    /// <summary>The instance's row after the step. Fails when another worker was faster, or a lease on a result was lost.</summary>
    public async Task<InstanceHead> CommitAsync(Step step, CancellationToken token)
    {
        await database.ExecuteAsync(batch => Fill(batch, step), token);
        var outcome = step.Outcome;
        return step.Head with
        {
            Identity = step.Head.Identity with { ExecutionId = step.NextExecutionId },
            Status = outcome.Status,
            Version = step.Head.Version + 1,
            Episodes = step.NextEpisode,
            CustomStatus = outcome.CustomStatus,
            ParkedAttempts = 0,
        };
    }

    private void Fill(NpgsqlBatch batch, Step step)
    {
        var (head, outcome) = (step.Head, step.Outcome);
        var (id, execution, now) = (head.Identity.InstanceId, head.Identity.ExecutionId, new DateTimeOffset(outcome.Episode.At));
        batch.Add(_commit)
            .Text(id).Long(head.Version).Uuid(step.NextExecutionId).Small((int)outcome.Status).Int(step.NextEpisode).Time(now)
            .Text(outcome.ContinueAsNew?.Input).Text(outcome.Output).Text(outcome.CustomStatus)
            .Json(outcome.Failure is null ? null : JsonSerializer.Serialize(outcome.Failure))
            .Uuid(owner).Span(outcome.IsTerminal ? TimeSpan.Zero : lease);
        if (step.Results.Count > 0) batch.Add(_finish).Uuids(step.Results.Select(result => result.Work.Id)).Uuid(owner);

        if (outcome.IsTerminal) batch.Add(_dropAll).Text(id);
        else if (step.ConsumedMessages.Count > 0) batch.Add(_dropConsumed).Array(step.ConsumedMessages, NpgsqlDbType.Bigint);

        if (outcome.ContinueAsNew is null)
        {
            batch.Add(_append).Text(id).Int(head.Episodes).Json(outcome.Episode.ToJson());
        }
        else
        {
            batch.Add(_cut).Text(id);
            batch.Add(_dropRun).Text(id).Uuid(execution);
        }

        if (outcome.CancelledTimers.Count > 0)
            batch.Add(_dropTimers).Text(id).Uuid(execution).Array(outcome.CancelledTimers, NpgsqlDbType.Integer);
        foreach (var child in outcome.Episode.Actions.OfType<StartChild>()) StartChild(batch, step, child, now);
        Send(batch, Outgoing(step, now));
        Schedule(batch, step);
        if (outcome.TerminateChildren)
            batch.Add(_terminateChildren).Text(id).Time(now).Json(Json(new OrchestrationTerminated(outcome.Output, true)));
    }

    private void StartChild(NpgsqlBatch batch, Step step, StartChild child, DateTimeOffset now)
    {
        var parent = step.Head.Identity;
        var refusal = TaskFailureDetails.FromException(Failures.IdTaken(child.InstanceId));
        batch.Add(_startChild)
            .Text(child.InstanceId).Uuid(Guid.CreateVersion7()).Text(child.Name).Text(child.Input).Text(step.TraceParent).Time(now)
            .Json(Json(new OrchestrationStarted(child.Input)))
            .Text(parent.InstanceId).Uuid(parent.ExecutionId).Text(parent.Name).Int(child.TaskId)
            .Json(Json(new TaskFailed(child.TaskId, refusal)));
    }

    private static List<Outgoing> Outgoing(Step step, DateTimeOffset now)
    {
        var (identity, outcome) = (step.Head.Identity, step.Outcome);
        var outgoing = new List<Outgoing>();
        var timersLive = !outcome.IsTerminal && outcome.ContinueAsNew is null;
        foreach (var action in outcome.Episode.Actions)
        {
            if (action is SendEventTo send)
                outgoing.Add(new Outgoing(send.InstanceId, null, null, now, new EventRaised(send.Name, send.Payload)));
            else if (action is StartTimer timer && timersLive && !outcome.CancelledTimers.Contains(timer.TaskId))
            {
                var dueAt = new DateTimeOffset(timer.FireAt);
                outgoing.Add(new Outgoing(identity.InstanceId, identity.ExecutionId, timer.TaskId, dueAt, new TimerFired(timer.TaskId)));
            }
        }

        if (outcome.ContinueAsNew is { } next) outgoing.Add(new Outgoing(identity.InstanceId, step.NextExecutionId, null, now, next));
        if (outcome.IsTerminal && identity.Parent is { } parent)
            outgoing.Add(new Outgoing(parent.InstanceId, parent.ExecutionId, null, now, Answer(parent.TaskId, outcome)));
        return outgoing;
    }

    private static InboundEvent Answer(int taskId, EpisodeOutcome outcome) => outcome.Status switch
    {
        OrchestrationRuntimeStatus.Completed => new TaskCompleted(taskId, outcome.Output),
        OrchestrationRuntimeStatus.Terminated => new TaskFailed(
            taskId, new TaskFailureDetails(
                typeof(OperationCanceledException).FullName!, "The sub-orchestration was terminated.", null, null, null)),
        _ => new TaskFailed(taskId, outcome.Failure!),
    };

    private void Send(NpgsqlBatch batch, List<Outgoing> outgoing)
    {
        if (outgoing.Count == 0) return;
        batch.Add(_send)
            .Texts(outgoing.Select(message => message.InstanceId))
            .Array(outgoing.Select(message => message.ExecutionId), NpgsqlDbType.Uuid)
            .Array(outgoing.Select(message => message.TimerId), NpgsqlDbType.Integer)
            .Array(outgoing.Select(message => message.VisibleAt.UtcDateTime), NpgsqlDbType.TimestampTz)
            .Array(outgoing.Select(message => Json(message.Content)), NpgsqlDbType.Json);
    }

    private void Schedule(NpgsqlBatch batch, Step step)
    {
        if (step.Scheduled.Count == 0) return;
        batch.Add(_schedule)
            .Text(step.Head.Identity.InstanceId).Uuid(step.Head.Identity.ExecutionId).Text(step.TraceParent).Uuid(owner).Span(lease)
            .Uuids(step.Scheduled.Select(work => work.Id))
            .Array(step.Scheduled.Select(work => work.TaskId), NpgsqlDbType.Integer)
            .Texts(step.Scheduled.Select(work => work.Name))
            .Texts(step.Scheduled.Select(work => work.Input))
            .Array(step.Scheduled.Select((_, index) => index < step.Reserved), NpgsqlDbType.Boolean);
    }

    private static string Json(InboundEvent content) => JsonSerializer.Serialize(content);
}
