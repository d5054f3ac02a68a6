using System.Diagnostics;
using TradingBot.Bybit.Telemetry;

namespace TradingBot.Benchmarks;

/// <summary>Notes the moment in which the exchange's client has read that an order was accepted, from the client's own trace.</summary>
internal sealed class AcceptedOrders : IDisposable
{
    private readonly ActivityListener _listener;
    private TaskCompletionSource<long> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AcceptedOrders()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == BybitTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = OnStopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The timestamp of the next accepted order.</summary>
    public Task<long> Next()
    {
        var next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _next, next);
        return next.Task;
    }

    public void Dispose() => _listener.Dispose();

    private void OnStopped(Activity call)
    {
        if (call.OperationName == "/v5/order/create" && call.GetTagItem("bybit.ret_code") is 0)
            Volatile.Read(ref _next).TrySetResult(TimeProvider.System.GetTimestamp());
    }
}
