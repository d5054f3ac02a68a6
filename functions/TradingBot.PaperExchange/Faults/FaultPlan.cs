using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Faults;

/// <summary>The faults still to happen, in the order they were asked for.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _waiting = [];

    public void Add(Fault fault)
    {
        lock (_gate)
            _waiting.Add(fault);
    }

    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }

    public Fault? Take(string path, Fields fields)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(fault => fault.Matches(path, fields)
                && (fault.Probability == 1 || (decimal)fault.Chance.NextUnit() <= fault.Probability));
            if (index < 0)
                return null;
            var fault = _waiting[index];
            if (fault.Count <= 1)
                _waiting.RemoveAt(index);
            else
                _waiting[index] = fault with { Count = fault.Count - 1 };
            return fault;
        }
    }
}
