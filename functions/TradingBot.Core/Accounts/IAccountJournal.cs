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
