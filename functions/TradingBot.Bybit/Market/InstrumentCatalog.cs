using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Market;

/// <summary>What may be traded, read in full and kept for a day; sooner forgotten when an order broke a rule we held to be true.</summary>
internal sealed class InstrumentCatalog(BybitReader reader, TimeProvider time, ILogger<InstrumentCatalog> logger) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);

    // Rules change twice a month at midnight UTC; a storm of size errors must not become a storm of reads.
    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Category, Entry> _entries = new();
    private readonly SemaphoreSlim _reading = new(1, 1);

    public async Task<ExchangeResult<IReadOnlyList<Instrument>>> GetAsync(Category category, CancellationToken token)
    {
        if (Fresh(category) is { } known)
            return known;

        await _reading.WaitAsync(token);
        try
        {
            if (Fresh(category) is { } justRead)
                return justRead;

            var result = await ReadAsync(category, token);
            if (result is ExchangeResult<IReadOnlyList<Instrument>>.Success { Value: var list })
                _entries[category] = new Entry(list, time.GetTimestamp());
            return result;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Makes the next read go to the exchange, unless the copy is younger than a minute.</summary>
    public void Forget(Category category)
    {
        if (_entries.TryGetValue(category, out var entry) && time.GetElapsedTime(entry.ReadAt) >= MinAge)
            _entries.TryRemove(category, out _);
    }

    public void Dispose() => _reading.Dispose();

    private ExchangeResult<IReadOnlyList<Instrument>>.Success? Fresh(Category category) =>
        _entries.TryGetValue(category, out var entry) && time.GetElapsedTime(entry.ReadAt) < MaxAge
            ? new ExchangeResult<IReadOnlyList<Instrument>>.Success(entry.List)
            : null;

    private async Task<ExchangeResult<IReadOnlyList<Instrument>>> ReadAsync(Category category, CancellationToken token)
    {
        var rows = await reader.ReadPagesAsync(
            Endpoints.Instruments, category, Queries(category), BybitJson.Default.WirePageWireInstrument, token);
        return rows.Map(all => Translate(category, all));
    }

    private static IEnumerable<Query> Queries(Category category)
    {
        var all = Query.For(category);
        return category switch
        {
            Category.Spot => [all],
            Category.Linear or Category.Inverse => [all.With("limit", 1000), all.With("status", "PreLaunch").With("limit", 1000)],
            Category.Option => QueryScope.OptionCoins.Select(coin => all.With("baseCoin", coin).With("limit", 1000)),
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
        };
    }

    // One odd listing must not take away all others: without its rules it merely cannot be traded.
    private IReadOnlyList<Instrument> Translate(Category category, IReadOnlyList<WireInstrument> rows)
    {
        var instruments = new Dictionary<Symbol, Instrument>();
        var skipped = 0;
        (string Symbol, string Reason)? first = null;
        foreach (var row in rows)
        {
            try
            {
                var instrument = row.ToInstrument(category);
                instruments.TryAdd(instrument.Symbol, instrument);
            }
            catch (WireFormatException broken)
            {
                skipped++;
                first ??= (row.Symbol ?? "?", broken.Message);
            }
        }

        if (first is { } example)
            logger.InstrumentsSkipped(skipped, WireText.Of(category), example.Symbol, example.Reason);
        return [.. instruments.Values];
    }

    private sealed record Entry(IReadOnlyList<Instrument> List, long ReadAt);
}
