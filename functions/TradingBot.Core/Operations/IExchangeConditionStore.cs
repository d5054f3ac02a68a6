namespace TradingBot.Core.Operations;

/// <summary>What all processes of the installation know together of the exchange's answering; it outlives each of them.</summary>
public interface IExchangeConditionStore
{
    /// <summary><see cref="ExchangeCondition.Unknown"/> when nobody has asked yet.</summary>
    Task<ExchangeCondition> ReadAsync(CancellationToken token);

    /// <summary>
    /// Applies a change to what stands there now, one process after the other, and writes its notice in the same transaction.
    /// </summary>
    /// <param name="change">Makes the new condition of the old one.</param>
    /// <param name="now">When the notice was written, in UTC.</param>
    /// <param name="token">Ends the wait; nothing is written then.</param>
    Task ChangeAsync(Func<ExchangeCondition, ExchangeConditionChange> change, DateTimeOffset now, CancellationToken token);
}
