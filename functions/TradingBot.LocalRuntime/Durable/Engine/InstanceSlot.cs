using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// What this process knows of one instance. Any thread may add to the inbox; run and head are touched only by the one step that is under
/// way.
/// </summary>
internal sealed class InstanceSlot(string instanceId)
{
    private readonly Lock _lock = new();
    private List<ActivityResult> _results = [];
    private bool _mustLoad;
    private bool _mayNotify;
    private bool _scheduled;
    private bool _retired;

    public string InstanceId { get; } = instanceId;

    public OrchestrationRun? Run { get; set; }

    public InstanceHead? Head { get; set; }

    /// <summary>
    /// Activities of a step of which it is unknown whether it was stored: perhaps leased to this process, but not started.
    /// </summary>
    public List<Guid> Unstarted { get; } = [];

    public int Failures { get; set; }

    public long LastStep { get; private set; }

    public bool AwaitsLoad
    {
        get
        {
            lock (_lock) return _scheduled && _mustLoad;
        }
    }

    public bool IsScheduled
    {
        get
        {
            lock (_lock) return _scheduled;
        }
    }

    /// <summary>Adds to the inbox. Null: this slot is retired, take a new one; true: the slot must be queued.</summary>
    public bool? Post(ActivityResult? result, bool mayNotify)
    {
        lock (_lock)
        {
            if (_retired) return null;
            if (result is null) _mustLoad = true;
            else _results.Add(result);
            _mayNotify |= mayNotify;
            if (_scheduled) return false;
            return _scheduled = true;
        }
    }

    public Inbox TakeInbox()
    {
        lock (_lock)
        {
            var inbox = new Inbox(_results, _mustLoad, _mayNotify);
            (_results, _mustLoad, _mayNotify) = ([], false, false);
            return inbox;
        }
    }

    /// <summary>Puts results back that a failed step could not store; the next step reads the database.</summary>
    public void Return(IEnumerable<ActivityResult> results)
    {
        lock (_lock)
        {
            _results.InsertRange(0, results);
            _mustLoad = true;
        }
    }

    /// <summary>True when something came in meanwhile and the slot must be queued again.</summary>
    public bool EndStep(long now)
    {
        lock (_lock)
        {
            LastStep = now;
            return _scheduled = _mustLoad || _results.Count > 0;
        }
    }

    /// <summary>Takes the slot out of service unless something is under way.</summary>
    public bool TryRetire()
    {
        lock (_lock)
        {
            if (_scheduled || Unstarted.Count > 0) return false;
            return _retired = true;
        }
    }

    public void Forget()
    {
        Run = null;
        Head = null;
    }

    internal sealed record Inbox(List<ActivityResult> Results, bool MustLoad, bool MayNotify);
}
