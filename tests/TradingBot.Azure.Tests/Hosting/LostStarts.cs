using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.DurableTask.Protobuf;
using RpcException = Grpc.Core.RpcException;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>A task hub that, when told so, cannot be reached by whoever wants to start an orchestration.</summary>
internal sealed class LostStarts : Interceptor
{
    private volatile bool _isOn;

    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        _isOn && request is CreateInstanceRequest
            ? throw new RpcException(new Status(StatusCode.Unavailable, "The task hub's storage cannot be reached."))
            : continuation(request, context);
}
