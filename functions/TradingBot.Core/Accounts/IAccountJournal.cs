using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Accounts;

public interface IAccountJournal
{
    Task SaveSnapshotAsync(AccountSnapshot snapshot, CancellationToken token);

    Task<AccountSnapshot?> ReadSnapshotAsync(CancellationToken token);

    Task AddEquityPointAsync(EquityPoint point, CancellationToken token);

    /// <summary>Points newest first.</summary>
    Task<LedgerPage<EquityPoint>> ListEquityAsync(
        DateTimeOffset? from, DateTimeOffset? to, EquityResolution resolution, PageRequest page, CancellationToken token);

    /// <summary>The first point at or after the moment; null when there is none.</summary>
    Task<EquityPoint?> FirstEquitySinceAsync(DateTimeOffset since, CancellationToken token);
}

/// <summary>The account as last read from the exchange.</summary>
public sealed record AccountSnapshot(DateTimeOffset AsOf, AccountBalance Balance, IReadOnlyList<ExchangePosition> Positions);

/// <summary>Equity at one moment, in USD.</summary>
public sealed record EquityPoint(DateTimeOffset At, decimal Equity, decimal WalletBalance, decimal UnrealizedPnl);

/// <summary>Width of the time buckets of an equity curve; the last point of each bucket stands for it.</summary>
public enum EquityResolution
{
    Raw,
    OneMinute,
    FiveMinutes,
    OneHour,
    OneDay,
}
