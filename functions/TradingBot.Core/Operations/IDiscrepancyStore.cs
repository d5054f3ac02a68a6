using TradingBot.Core.Foundation;

namespace TradingBot.Core.Operations;

/// <summary>Where exchange and ledger differ: each row from when it was found until it was found no more.</summary>
public interface IDiscrepancyStore
{
    /// <summary>Reports a discrepancy; one already open is left alone. True when it is new.</summary>
    Task<bool> ReportAsync(Discrepancy discrepancy, DateTimeOffset now, CancellationToken token);

    /// <summary>Resolves every open discrepancy of the kinds that were checked and that is not in the list any more.</summary>
    Task ResolveOthersAsync(
        IReadOnlyCollection<string> checkedKinds, IReadOnlyCollection<Discrepancy> stillOpen, DateTimeOffset now, CancellationToken token);

    /// <summary>Newest first.</summary>
    Task<LedgerPage<DiscrepancyRecord>> ListAsync(PageRequest page, CancellationToken token);
}
