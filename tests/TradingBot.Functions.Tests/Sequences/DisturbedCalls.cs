using System.Net;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>What is done to one call of the exchange.</summary>
internal enum Disturbance
{
    /// <summary>Answered 503 and not carried out.</summary>
    Refused,

    /// <summary>Answered with an error of the exchange's own and not carried out.</summary>
    Busy,

    /// <summary>The connection ends before the call is sent.</summary>
    Unsent,

    /// <summary>The call is carried out, and the connection ends before the answer.</summary>
    Unanswered,

    /// <summary>The call is carried out later, while other steps go on.</summary>
    LateCall,

    /// <summary>The call is carried out, and its answer comes later.</summary>
    LateAnswer,
}

/// <summary>The line to the exchange: disturbs single calls, and holds late ones until they are let go.</summary>
internal sealed class DisturbedCalls
{
    private const string Create = "/v5/order/create", Leverage = "/v5/position/set-leverage";
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _held = [];
    private TaskCompletionSource _holds = new();
    private (Disturbance Kind, int After)? _next;

    /// <summary>What was really done to calls since <see cref="Clear"/>.</summary>
    public HashSet<Disturbance> Done { get; } = [];

    /// <param name="after">How many calls go through undisturbed before.</param>
    public void Plan(Disturbance kind, int after)
    {
        lock (_gate)
            _next = (kind, after);
    }

    public void Clear()
    {
        LetGo();
        lock (_gate)
        {
            _next = null;
            Done.Clear();
        }
    }

    public void LetGo()
    {
        TaskCompletionSource[] held;
        lock (_gate)
        {
            held = [.. _held];
            _held.Clear();
        }

        foreach (var call in held)
            call.TrySetResult();
    }

    /// <summary>Ends when a call is held from now on.</summary>
    public Task HoldsAsync()
    {
        lock (_gate)
            return (_holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public DelegatingHandler NewHandler() => new Handler(this);

    private Disturbance? Take(string path, string body)
    {
        lock (_gate)
        {
            if (_next is not { } next)
                return null;
            if (next.After > 0)
            {
                _next = (next.Kind, next.After - 1);
                return null;
            }

            _next = null;

            // What an entry sends and is definitely not carried out is that entry's end. An exit goes on.
            var isEntry = path == Leverage || (path == Create && !body.Contains("\"reduceOnly\":true", StringComparison.Ordinal));
            var kind = isEntry && next.Kind is Disturbance.Refused or Disturbance.Busy or Disturbance.Unsent
                ? Disturbance.Unanswered
                : next.Kind;
            Done.Add(kind);
            return kind;
        }
    }

    private Task HoldAsync(CancellationToken token)
    {
        var call = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _held.Add(call);
            _holds.TrySetResult();
        }

        return call.Task.WaitAsync(token);
    }

    private sealed class Handler(DisturbedCalls calls) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var kind = calls.Take(request.RequestUri!.AbsolutePath, body);
            switch (kind)
            {
                case Disturbance.Refused:
                    return Answer(request, HttpStatusCode.ServiceUnavailable, "");
                case Disturbance.Busy:
                    const string Busy = """{"retCode":10016,"retMsg":"Server error.","result":{},"retExtInfo":{},"time":0}""";
                    return Answer(request, HttpStatusCode.OK, Busy);
                case Disturbance.Unsent:
                    throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was refused.");
                case Disturbance.LateCall:
                    await calls.HoldAsync(cancellationToken);
                    break;
            }

            var answer = await base.SendAsync(request, cancellationToken);
            switch (kind)
            {
                case Disturbance.Unanswered:
                    answer.Dispose();
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection ended.");
                case Disturbance.LateAnswer:
                    await calls.HoldAsync(cancellationToken);
                    break;
            }

            return answer;
        }

        private static HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status, string text) =>
            new(status) { RequestMessage = request, Content = new StringContent(text) };
    }
}
