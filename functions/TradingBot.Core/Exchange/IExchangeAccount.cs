using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>The account's money and terms.</summary>
public interface IExchangeAccount
{
    Task<ExchangeResult<AccountInfo>> GetAccountInfoAsync(CancellationToken token);

    Task<ExchangeResult<AccountBalance>> GetBalanceAsync(CancellationToken token);

    Task<ExchangeResult<FeeRate>> GetFeeRateAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>Every line of the exchange's account book since a moment, oldest first.</summary>
    Task<ExchangeResult<IReadOnlyList<AccountTransaction>>> GetTransactionsAsync(DateTimeOffset since, CancellationToken token);
}
