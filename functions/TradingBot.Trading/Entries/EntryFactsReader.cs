using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Reads the facts of a market. The readings do not depend on each other and are sent together. A definite refusal is no outage: asking
/// again would get it again.
/// </summary>
public sealed class EntryFactsReader(IExchange exchange)
{
    /// <param name="ranges">The bars whose average true ranges are needed, each once.</param>
    /// <exception cref="ExchangeUnavailableException">Something that an entry needs could not be read; nothing is known.</exception>
    public async Task<EntryFactsReading> ReadAsync(
        Category category, Symbol symbol, IReadOnlyList<AtrBars> ranges, CancellationToken token)
    {
        var isSpot = category == Category.Spot;
        var listing = exchange.FindInstrumentAsync(category, symbol, token);
        var ticker = exchange.GetTickerAsync(category, symbol, token);
        var fees = exchange.GetFeeRateAsync(category, symbol, token);
        var balance = exchange.GetBalanceAsync(token);
        var held = isSpot ? null : exchange.GetSymbolPositionsAsync(category, symbol, token);
        var resting = isSpot ? null : exchange.GetOpenOrdersAsync(category, symbol, token);
        var tiers = exchange.GetRiskTiersAsync(category, symbol, token);
        var bars = ranges
            .Select(range => exchange.GetCandlesAsync(category, symbol, range.Interval, AverageTrueRange.BarsFor(range.Length), token))
            .ToList();

        // First, and alone: what is not listed has no prices to wait for.
        if (await listing.RequireAsync() is not { } instrument)
            return Refuse(DenialCodes.InstrumentUnknown, $"The exchange lists no {EnumNames.Write(category)} instrument {symbol}.");
        if (!instrument.IsTradable)
            return Refuse(DenialCodes.InstrumentNotTradable, $"The exchange lists {symbol} but does not trade it now.");
        var refusal = await WhyRefusedAsync(ticker) ?? await WhyRefusedAsync(fees)
            ?? await WhyRefusedAsync(held) ?? await WhyRefusedAsync(resting);
        if (refusal is { } no)
        {
            return new EntryFactsReading.Refused(new Denial(
                DenialCodes.InstrumentNotTradable,
                $"The exchange does not trade {symbol}: {no.Message}",
                new Dictionary<string, string> { ["code"] = no.Code.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        }

        return new EntryFactsReading.Known(new EntryFacts(
            instrument,
            await ticker.RequireAsync(),
            await fees.RequireAsync(),
            await balance.RequireAsync(),
            held is null ? null : await held.RequireAsync(),
            resting is null ? [] : await resting.RequireAsync(),
            // Only sharpens an estimate that is on the safe side without it.
            await tiers is ExchangeResult<IReadOnlyList<RiskTier>>.Success { Value: var terms } ? terms : [])
        {
            AverageTrueRanges = await RangesAsync(ranges, bars),
        });
    }

    private static async Task<Dictionary<AtrBars, decimal>> RangesAsync(
        IReadOnlyList<AtrBars> ranges, List<Task<ExchangeResult<IReadOnlyList<Candle>>>> bars)
    {
        var known = new Dictionary<AtrBars, decimal>();
        foreach (var (range, reading) in ranges.Zip(bars))
        {
            if (AverageTrueRange.Of(await reading.RequireAsync(), range.Length) is { } average)
                known[range] = average;
        }

        return known;
    }

    private static EntryFactsReading.Refused Refuse(string code, string message) => new(new Denial(code, message));

    private static async Task<ExchangeError?> WhyRefusedAsync<T>(Task<ExchangeResult<T>>? reading) =>
        reading is not null && await reading is ExchangeResult<T>.Failure { Error: { Class: RetryGuidance.Permanent } error }
            ? error
            : null;
}
