using System.Diagnostics;
using TradingBot.Azure.Tests.Protocol;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>Builds what a worker is sent to run a function once.</summary>
internal static class Invocation
{
    public static InvocationRequest Of(LoadedFunction function, TypedData trigger, Uri hub)
    {
        var request = new InvocationRequest
        {
            InvocationId = $"{Guid.NewGuid()}",
            FunctionId = function.Id,
            TraceContext = new RpcTraceContext { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" },
        };
        request.InputData.Add(new ParameterBinding { Name = function.TriggerParameter, Data = trigger });
        foreach (var client in function.DurableClients)
            request.InputData.Add(new ParameterBinding { Name = client, Data = new TypedData { String = DurableClient(hub) } });
        return request;
    }

    /// <summary>A failed function's exception as a durable task's failure: the worker tells type and message in one line.</summary>
    public static (string Type, string Message) Failure(StatusResult result)
    {
        var line = (result.Exception?.Message ?? "").Split('\n')[0].Trim();
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? ("(unknown)", line) : (line[..colon], line[(colon + 2)..]);
    }

    private static string DurableClient(Uri hub) => new JsonObject
    {
        ["rpcBaseUrl"] = $"{hub}",
        ["taskHubName"] = "tests",
        ["connectionName"] = "",
        ["requiredQueryStringParameters"] = "",
        ["httpBaseUrl"] = "",
        ["maxGrpcMessageSizeInBytes"] = 4 * 1024 * 1024,
        ["grpcHttpClientTimeout"] = "\"00:01:40\"",
    }.ToJsonString();
}
