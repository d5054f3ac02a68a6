using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using TradingBot.Azure.Tests.Protocol;
using Content = TradingBot.Azure.Tests.Protocol.StreamingMessage.ContentOneofCase;
using RpcException = Grpc.Core.RpcException;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>The conversation with one worker: what is asked gets its answer, found again by request id or invocation id.</summary>
internal sealed class WorkerChannel(IAsyncStreamReader<StreamingMessage> from, IServerStreamWriter<StreamingMessage> to, WorkerLog log)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new(StringComparer.Ordinal);
    // A gRPC stream takes one message at a time.
    private readonly Channel<StreamingMessage> _outgoing =
        Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private volatile bool _isGone;
    private volatile bool _isStopping;

    /// <summary>Where the worker takes HTTP requests.</summary>
    public Uri? HttpUri { get; private set; }

    public IReadOnlyList<LoadedFunction> Functions { get; private set; } = [];

    public LoadedFunction this[string name] =>
        Functions.Single(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Greets the worker, asks for its functions and loads every one.</summary>
    public async Task PrepareAsync(string folder)
    {
        var init = new WorkerInitRequest { HostVersion = "4.1045.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        var greeting = (await AskAsync(new StreamingMessage { WorkerInitRequest = init })).WorkerInitResponse;
        Demand(greeting.Result, "start");
        HttpUri = greeting.Capabilities.TryGetValue("HttpUri", out var address) ? new Uri(address) : null;

        var listing = new FunctionsMetadataRequest { FunctionAppDirectory = folder };
        var listed = (await AskAsync(new StreamingMessage { FunctionsMetadataRequest = listing })).FunctionMetadataResponse;
        Demand(listed.Result, "list its functions");
        Functions = [.. listed.FunctionMetadataResults.Select(static metadata => new LoadedFunction(metadata))];
        foreach (var function in Functions)
        {
            var load = new FunctionLoadRequest { FunctionId = function.Id, Metadata = function.Metadata };
            var loaded = await AskAsync(new StreamingMessage { FunctionLoadRequest = load });
            Demand(loaded.FunctionLoadResponse.Result, $"load {function.Name}");
        }
    }

    /// <exception cref="WorkerGoneException">There will be no answer, or only that of a function whose process is ending.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request)
    {
        var response = (await AskAsync(new StreamingMessage { InvocationRequest = request }, request.InvocationId)).InvocationResponse;
        // The Durable extension gives such work up too, and has it done again after the restart, instead of counting a failure.
        return _isStopping && response.Result.Status != StatusResult.Types.Status.Success ? throw new WorkerGoneException() : response;
    }

    public void Cancel(string invocation) =>
        _outgoing.Writer.TryWrite(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation } });

    /// <summary>From here on failures come from the end of the process, not from the functions.</summary>
    public void Stopping() => _isStopping = true;

    /// <summary>Talks with the worker until it hangs up.</summary>
    public async Task TalkAsync(CancellationToken token)
    {
        var sending = UntilCutAsync(SendAsync(token));
        await UntilCutAsync(ListenAsync(token));
        _isGone = true;
        _outgoing.Writer.Complete();
        await sending;
        foreach (var waiting in _waiting.Values)
            waiting.TrySetException(new WorkerGoneException());
    }

    private async Task SendAsync(CancellationToken token)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(token))
            await to.WriteAsync(message, token);
    }

    private async Task ListenAsync(CancellationToken token)
    {
        while (await from.MoveNext(token))
            Take(from.Current);
    }

    // A killed worker does not say goodbye.
    private static async Task UntilCutAsync(Task talking)
    {
        try
        {
            await talking;
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or RpcException or InvalidOperationException)
        {
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == Content.RpcLog)
        {
            log.Add(message.RpcLog);
            return;
        }

        var key = message.ContentCase == Content.InvocationResponse ? message.InvocationResponse.InvocationId : message.RequestId;
        if (_waiting.TryRemove(key, out var waiting))
            waiting.TrySetResult(message);
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage question, string? key = null)
    {
        question.RequestId = $"{Guid.NewGuid()}";
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[key ?? question.RequestId] = answer;
        // Looked at after the answer is waited for: whichever comes second, this or the end, sees the other.
        if (_isGone || !_outgoing.Writer.TryWrite(question))
            throw new WorkerGoneException();
        return await answer.Task;
    }

    private static void Demand(StatusResult result, string deed)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"The worker could not {deed}: {result.Exception?.Message}");
    }
}
