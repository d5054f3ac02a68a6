using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using TradingBot.Azure.Tests.Hosting;
using TradingBot.Azure.Tests.Protocol;
using static Microsoft.DurableTask.Protobuf.TaskHubSidecarService;
using RpcException = Grpc.Core.RpcException;

namespace TradingBot.Azure.Tests.Durable;

/// <summary>
/// Brings the task hub's work to the worker, as the Durable extension does: an orchestration's history goes in and its actions come
/// back as Base64 of the protocol's own messages, an activity's input and result are JSON. Work whose worker ended goes to the next one.
/// </summary>
internal sealed class DurableDispatcher(WorkerGate gate, Uri hub)
{
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>What went wrong in between, which no function is told of.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public async Task RunAsync(CancellationToken token)
    {
        using var channel = GrpcChannel.ForAddress(hub);
        var client = new TaskHubSidecarServiceClient(channel);
        var running = new ConcurrentDictionary<Task, byte>();
        try
        {
            using var items = client.GetWorkItems(new GetWorkItemsRequest(), cancellationToken: token);
            await foreach (var item in items.ResponseStream.ReadAllAsync(token))
            {
                var work = Task.Run(() => CarryOutAsync(client, item, token), CancellationToken.None);
                running[work] = 0;
                _ = work.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception end) when (token.IsCancellationRequested && end is RpcException or OperationCanceledException)
        {
            // The host stops.
        }

        await Task.WhenAll(running.Keys);
    }

    private async Task CarryOutAsync(TaskHubSidecarServiceClient client, WorkItem item, CancellationToken token)
    {
        try
        {
            if (item.OrchestratorRequest is { } orchestration)
                await client.CompleteOrchestratorTaskAsync(await OrchestrateAsync(orchestration, token), cancellationToken: token);
            else if (item.ActivityRequest is { } activity)
                await client.CompleteActivityTaskAsync(await ActAsync(activity, token), cancellationToken: token);
        }
        catch (Exception) when (token.IsCancellationRequested)
        {
            // The host stops, and the hub with it.
        }
        catch (Exception fault)
        {
            _faults.Enqueue($"{item}: {fault}");
        }
    }

    private async Task<OrchestratorResponse> OrchestrateAsync(OrchestratorRequest request, CancellationToken token)
    {
        var history = request.PastEvents.Concat(request.NewEvents);
        var started = history.First(static happened => happened.ExecutionStarted is not null).ExecutionStarted;
        var input = new TypedData { String = Convert.ToBase64String(request.ToByteArray()) };
        var response = await InvokeAsync(started.Name, input, request.InstanceId, token);
        if (response.Result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"{started.Name} could not be run: {response.Result.Exception?.Message}");
        var answer = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response.ReturnValue.String));
        answer.InstanceId = request.InstanceId;
        return answer;
    }

    private async Task<ActivityResponse> ActAsync(ActivityRequest request, CancellationToken token)
    {
        var instance = request.OrchestrationInstance.InstanceId;
        var response = await InvokeAsync(request.Name, new TypedData { String = Unwrapped(request.Input) }, instance, token);
        var answer = new ActivityResponse { InstanceId = instance, TaskId = request.TaskId };
        if (response.Result.Status == StatusResult.Types.Status.Success)
        {
            answer.Result = ResultOf(response.ReturnValue);
            return answer;
        }

        var (type, message) = Invocation.Failure(response.Result);
        answer.FailureDetails = new TaskFailureDetails { ErrorType = type, ErrorMessage = message };
        return answer;
    }

    private async Task<InvocationResponse> InvokeAsync(string name, TypedData input, string instance, CancellationToken token)
    {
        while (true)
        {
            var worker = await gate.ServingAsync(token);
            var request = Invocation.Of(worker[name], input, hub);
            request.TriggerMetadata["instanceId"] = new TypedData { String = instance };
            try
            {
                return await worker.InvokeAsync(request);
            }
            catch (WorkerGoneException)
            {
                await gate.GoneAsync(worker, token);
            }
        }
    }

    // The framework sends an activity's arguments as a list; ours have exactly one.
    private static string Unwrapped(string? input)
    {
        using var arguments = JsonDocument.Parse(input ?? "[null]");
        return arguments.RootElement.EnumerateArray().Single().GetRawText();
    }

    private static string? ResultOf(TypedData? value) => value?.DataCase switch
    {
        TypedData.DataOneofCase.Json => value.Json,
        TypedData.DataOneofCase.String => JsonSerializer.Serialize(value.String),
        TypedData.DataOneofCase.Int => $"{value.Int}",
        TypedData.DataOneofCase.Double => $"{value.Double:R}",
        null or TypedData.DataOneofCase.None => null,
        var other => throw new InvalidOperationException($"An activity returned {other}, which has no JSON."),
    };
}
