using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Account;

/// <summary>The account's own fee rates, kept for an hour: the route allows five calls a second.</summary>
internal sealed class FeeRates(BybitReader reader, BybitOptions options, TimeProvider time, ILogger<FeeRates> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Category Category, string Symbol), Entry> _entries = new();

    public async Task<ExchangeResult<FeeRate>> GetAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var subject = category == Category.Option ? QueryScope.BaseCoinOf(symbol) : symbol.Value;
        if (_entries.TryGetValue((category, subject), out var entry) && time.GetElapsedTime(entry.ReadAt) < MaxAge)
            return new ExchangeResult<FeeRate>.Success(entry.Rate);

        var query = Query.For(category).With(category == Category.Option ? "baseCoin" : "symbol", subject);
        var answer = await reader.ReadAsync(Endpoints.FeeRate, category, query, BybitJson.Default.WirePageWireFeeRate, token);
        var result = answer.Map(read => ToRate(read.Value, subject));
        switch (result)
        {
            case ExchangeResult<FeeRate>.Success { Value: var rate }:
                _entries[(category, subject)] = new Entry(rate, time.GetTimestamp());
                return result;
            // Demo trading lacks this route; 10032 and 10001 have both been seen for it.
            case ExchangeResult<FeeRate>.Failure { Error.Code: BybitErrors.NotInDemo or BybitErrors.BadParameter }
                when options.Environment == BybitEnvironment.Demo:
                logger.StandardFees(WireText.Of(category));
                return new ExchangeResult<FeeRate>.Success(Standard(category));
            default:
                return result;
        }
    }

    private static FeeRate ToRate(WirePage<WireFeeRate> page, string subject)
    {
        var row = page.List is { Count: > 0 } list ? list[0] : throw new WireFormatException($"Bybit shows no fee rate for {subject}.");
        return new FeeRate(WireValue.Required(row.MakerFeeRate, "makerFeeRate"), WireValue.Required(row.TakerFeeRate, "takerFeeRate"));
    }

    // Rates of an account without VIP level.
    private static FeeRate Standard(Category category) => category switch
    {
        Category.Spot => new FeeRate(0.001m, 0.001m),
        Category.Linear or Category.Inverse => new FeeRate(0.0002m, 0.00055m),
        Category.Option => new FeeRate(0.0002m, 0.0003m),
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };

    private sealed record Entry(FeeRate Rate, long ReadAt);
}
