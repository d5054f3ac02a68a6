using TradingBot.Core.Accounts;

namespace TradingBot.Functions.Api.Operations;

/// <summary>
/// How old an account reading may be before it is stale: fifteen readings of its timer; the dashboard has the same limit.
/// </summary>
internal static class Freshness
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>No reading at all is stale too.</summary>
    public static bool IsStale(AccountSnapshot? snapshot, DateTimeOffset now) => snapshot is null || now - snapshot.AsOf > Limit;
}
