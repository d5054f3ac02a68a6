using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Market;

/// <summary>
/// What may be traded, read in full and kept for half a day; sooner forgotten when an order broke a rule we held to be true. An instrument
/// that the list lacks or shuts is asked for by its name before anybody is told so.
/// </summary>
internal sealed class InstrumentCatalog(BybitReader reader, TimeProvider time, ILogger<InstrumentCatalog> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(12);

    // Rules change twice a month at midnight UTC; a storm of size errors must not become a storm of reads.
    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(1);

    // A storm of alerts for what is not listed must not become a storm of reads either.
    private static readonly TimeSpan MaxAgeByName = TimeSpan.FromSeconds(10);

    private readonly SharedReads<Category, IReadOnlyList<Instrument>> _lists = new(MaxAge, time);
    private readonly SharedReads<(Category Category, Symbol Symbol), Instrument?> _named = new(MaxAgeByName, time);

    public Task<ExchangeResult<IReadOnlyList<Instrument>>> GetAsync(Category category, CancellationToken token) =>
        _lists.GetAsync(category, () => ReadAsync(category), token);

    public async Task<ExchangeResult<Instrument?>> FindAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var list = await GetAsync(category, token);
        var known = list.Map(all => all.FirstOrDefault(candidate => candidate.Symbol == symbol));
        if (known is not ExchangeResult<Instrument?>.Success { Value: var listed } || listed is { IsTradable: true })
            return known;

        var named = await _named.GetAsync((category, symbol), () => ReadAsync(category, symbol), token);
        if (named is ExchangeResult<Instrument?>.Success { Value.IsTradable: true })
            Forget(category);
        // Asked by name, some states are left out that a list of that state shows.
        return named is ExchangeResult<Instrument?>.Success { Value: null } ? new ExchangeResult<Instrument?>.Success(listed) : named;
    }

    /// <summary>Makes the next read go to the exchange, unless the copy is younger than a minute.</summary>
    public void Forget(Category category) => _lists.Forget(category, MinAge);

    private async Task<ExchangeResult<IReadOnlyList<Instrument>>> ReadAsync(Category category)
    {
        var rows = await reader.ReadPagesAsync(
            Endpoints.Instruments, category, Queries(category), BybitJson.Default.WirePageWireInstrument, CancellationToken.None);
        return rows.Map(all => Translate(category, all));
    }

    // Bybit says that it does not know a symbol by an error or by an empty list; either is an answer.
    private async Task<ExchangeResult<Instrument?>> ReadAsync(Category category, Symbol symbol)
    {
        var rows = await reader.ReadPagesAsync(
            Endpoints.Instruments, category, Query.For(category, symbol), BybitJson.Default.WirePageWireInstrument, CancellationToken.None);
        return rows is ExchangeResult<IReadOnlyList<WireInstrument>>.Failure { Error.Class: RetryGuidance.Permanent }
            ? new ExchangeResult<Instrument?>.Success(null)
            : rows.Map(all => Translate(category, all).FirstOrDefault(candidate => candidate.Symbol == symbol));
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
}
