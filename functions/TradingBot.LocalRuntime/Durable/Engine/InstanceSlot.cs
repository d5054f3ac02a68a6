using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>What this process knows of one instance. The mail side is shared; run and head belong to the one turn that is under way.</summary>
internal sealed class InstanceSlot(string instanceId)
{
    private readonly Lock _lock = new();
    private List<ActivityResult> _results = [];
    private bool _mustLoad;
    private bool _mayPoke;
    private bool _scheduled;
    private bool _retired;

    public string InstanceId { get; } = instanceId;

    public OrchestrationRun? Run { get; set; }

    public InstanceHead? Head { get; set; }

    /// <summary>Activities of a step whose fate is unknown: leased to this process, perhaps, but not running.</summary>
    public List<Guid> Orphans { get; } = [];

    public int Failures { get; set; }

    public long LastTurn { get; private set; }

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

    /// <summary>Leaves mail. Null: this slot is retired, take a new one; true: the slot must be queued.</summary>
    public bool? Post(ActivityResult? result, bool mayPoke)
    {
        lock (_lock)
        {
            if (_retired) return null;
            if (result is null) _mustLoad = true;
            else _results.Add(result);
            _mayPoke |= mayPoke;
            if (_scheduled) return false;
            return _scheduled = true;
        }
    }

    public Mail TakeMail()
    {
        lock (_lock)
        {
            var mail = new Mail(_results, _mustLoad, _mayPoke);
            (_results, _mustLoad, _mayPoke) = ([], false, false);
            return mail;
        }
    }

    /// <summary>Puts mail back that a failed turn could not deal with; the next turn reads the database.</summary>
    public void Return(IEnumerable<ActivityResult> results)
    {
        lock (_lock)
        {
            _results.InsertRange(0, results);
            _mustLoad = true;
        }
    }

    /// <summary>True when mail has come meanwhile and the slot must be queued again.</summary>
    public bool EndTurn(long now)
    {
        lock (_lock)
        {
            LastTurn = now;
            return _scheduled = _mustLoad || _results.Count > 0;
        }
    }

    /// <summary>Takes the slot out of service unless something is under way.</summary>
    public bool TryRetire()
    {
        lock (_lock)
        {
            if (_scheduled || Orphans.Count > 0) return false;
            return _retired = true;
        }
    }

    public void Forget()
    {
        Run = null;
        Head = null;
    }

    internal sealed record Mail(List<ActivityResult> Results, bool MustLoad, bool MayPoke);
}
