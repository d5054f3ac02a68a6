using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Account;

/// <summary>
/// The account's own fee rates, kept for an hour and fetched once for all who ask at once: the route allows five calls a second.
/// </summary>
internal sealed class FeeRates(BybitReader reader, BybitOptions options, TimeProvider time, ILogger<FeeRates> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private readonly SharedReads<(Category Category, string Subject), FeeRate> _rates = new(MaxAge, time);

    public Task<ExchangeResult<FeeRate>> GetAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var subject = category == Category.Option ? QueryScope.BaseCoinOf(symbol) : symbol.Value;
        return _rates.GetAsync((category, subject), () => ReadAsync(category, subject), token);
    }

    private async Task<ExchangeResult<FeeRate>> ReadAsync(Category category, string subject)
    {
        var query = Query.For(category).With(category == Category.Option ? "baseCoin" : "symbol", subject);
        var answer = await reader.ReadAsync(
            Endpoints.FeeRate, category, query, BybitJson.Default.WirePageWireFeeRate, CancellationToken.None);
        switch (answer)
        {
            case ExchangeResult<Timestamped<WirePage<WireFeeRate>>>.Success { Value.Value.List: null or { Count: 0 } }:
                return new ExchangeResult<FeeRate>.Failure(
                    new ExchangeError(0, $"Bybit shows no fee rate for {subject}.", RetryGuidance.Permanent));
            // Demo trading lacks this route; 10032 and 10001 have both been seen for it.
            case ExchangeResult<Timestamped<WirePage<WireFeeRate>>>.Failure
            { Error.Code: BybitErrors.NotInDemo or BybitErrors.BadParameter }
                when options.Environment == BybitEnvironment.Demo:
                logger.StandardFees(WireText.Of(category));
                return new ExchangeResult<FeeRate>.Success(Standard(category));
            default:
                return answer.Map(static read => ToRate(read.Value.List![0]));
        }
    }

    private static FeeRate ToRate(WireFeeRate row) => new(
        WireValue.Required(row.MakerFeeRate, "makerFeeRate"), WireValue.Required(row.TakerFeeRate, "takerFeeRate"));

    // Rates of an account without VIP level.
    private static FeeRate Standard(Category category) => category switch
    {
        Category.Spot => new FeeRate(0.001m, 0.001m),
        Category.Linear or Category.Inverse => new FeeRate(0.0002m, 0.00055m),
        Category.Option => new FeeRate(0.0002m, 0.0003m),
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };
}
