using System.Globalization;
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
        if (await WhyRefusedAsync(listing) is { } unlisted)
            return Unread("its list of instruments", unlisted);
        if (await listing.RequireAsync() is not { } instrument)
            return Refuse(DenialCodes.InstrumentUnknown, $"The exchange lists no {EnumNames.Write(category)} instrument {symbol}.");
        if (!instrument.IsTradable)
            return Refuse(DenialCodes.InstrumentNotTradable, $"The exchange lists {symbol} but does not trade it now.");
        var refused = await FindRefusalAsync(ticker, $"the price of {symbol}", symbol)
            ?? await FindRefusalAsync(fees, $"the fees of {symbol}", symbol)
            ?? await FindRefusalAsync(held, $"the position in {symbol}", symbol)
            ?? await FindRefusalAsync(resting, $"the live orders of {symbol}", symbol)
            ?? (await WhyRefusedAsync(balance) is { } noBalance ? Unread("the balance", noBalance) : null)
            ?? await FindRefusalAsync(ranges, bars, symbol);
        if (refused is not null)
            return refused with { Held = await ValueAsync(held), Resting = await ValueAsync(resting) ?? [] };

        var prices = await ticker.RequireAsync();
        return new EntryFactsReading.Known(new EntryFacts(
            instrument,
            prices,
            (await fees.RequireAsync()).In(prices),
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

    private static EntryFactsReading.Refused Refuse(string code, string message, ExchangeError error) => new(new Denial(
        code, message, new Dictionary<string, string> { ["code"] = error.Code.ToString(CultureInfo.InvariantCulture) }));

    // The key, its rights or the region: what is asked for makes no difference.
    private static EntryFactsReading.Refused Unread(string what, ExchangeError error) =>
        Refuse(DenialCodes.ExchangeRefused, $"The exchange refuses to tell {what}: {error.Message}", error);

    private static async Task<EntryFactsReading.Refused?> FindRefusalAsync(
        IReadOnlyList<AtrBars> ranges, List<Task<ExchangeResult<IReadOnlyList<Candle>>>> bars, Symbol symbol)
    {
        foreach (var (range, reading) in ranges.Zip(bars))
        {
            if (await WhyRefusedAsync(reading) is not { } error)
                continue;
            if (error.Class == RetryGuidance.Halt)
                return Unread($"the bars of {symbol}", error);
            var count = AverageTrueRange.BarsFor(range.Length);
            return Refuse(
                DenialCodes.BarsMissing,
                $"The exchange refuses the {count} bars of {EnumNames.Write(range.Interval)} that an average true range of {symbol} is "
                    + $"reckoned from: {error.Message}",
                error);
        }

        return null;
    }

    private static async Task<EntryFactsReading.Refused?> FindRefusalAsync<T>(
        Task<ExchangeResult<T>>? reading, string what, Symbol symbol) => await WhyRefusedAsync(reading) switch
        {
            null => null,
            { Class: RetryGuidance.Halt } error => Unread(what, error),
            { } error => Refuse(DenialCodes.InstrumentNotTradable, $"The exchange does not trade {symbol}: {error.Message}", error),
        };

    private static async Task<ExchangeError?> WhyRefusedAsync<T>(Task<ExchangeResult<T>>? reading) =>
        reading is not null && await reading is ExchangeResult<T>.Failure { Error: var error } && error.IsDefinite() ? error : null;

    private static async Task<T?> ValueAsync<T>(Task<ExchangeResult<T>>? reading)
        where T : class =>
        reading is not null && await reading is ExchangeResult<T>.Success { Value: var value } ? value : null;
}
