using Grpc.Core;
using TradingBot.Azure.Tests.Protocol;
using RpcException = Grpc.Core.RpcException;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>The door that a worker knocks at: its first message names it, and the call lasts as long as it lives.</summary>
internal sealed class FunctionRpcService(WorkerGate gate) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.StartStream is not { } start)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The first message of a worker is its StartStream."));
        var channel = new WorkerChannel(requestStream, responseStream, gate.Log);
        gate.Arrive(start.WorkerId, channel);
        await channel.TalkAsync(context.CancellationToken);
        gate.Leave(channel);
    }
}
