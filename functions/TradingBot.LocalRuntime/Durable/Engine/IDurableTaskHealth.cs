namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Reads how the durable engine stands, over all its processes.</summary>
public interface IDurableTaskHealth
{
    Task<DurableTaskHealth> ReadAsync(CancellationToken token);
}
