using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange.Faults;

/// <summary>The last private requests as they came in, for tests and for people; signatures are not kept.</summary>
internal sealed class RequestLog
{
    private const int Kept = 2000;
    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _requests = new();

    public void Add(LoggedRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Kept)
                _requests.Dequeue();
        }
    }

    public void Clear()
    {
        lock (_gate)
            _requests.Clear();
    }

    /// <summary>Oldest first.</summary>
    public JsonArray List(string? path)
    {
        lock (_gate)
            return new JsonArray([.. _requests.Where(request => path is null || request.Path == path).Select(request => request.Write())]);
    }
}
