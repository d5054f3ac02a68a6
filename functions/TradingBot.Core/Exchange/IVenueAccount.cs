using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>The account's money and terms.</summary>
public interface IVenueAccount
{
    Task<VenueResult<AccountInfo>> GetAccountInfoAsync(CancellationToken token);

    Task<VenueResult<AccountBalance>> GetBalanceAsync(CancellationToken token);

    Task<VenueResult<FeeRate>> GetFeeRateAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>Every line of the venue's account book since a moment, oldest first.</summary>
    Task<VenueResult<IReadOnlyList<AccountTransaction>>> GetTransactionsAsync(DateTimeOffset since, CancellationToken token);
}
