using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.PriceSources.Live;

/// <summary>
/// Prices from the public tickers of a real exchange. A coin whose tickers fail or stand still walks on synthetically
/// from its last price until they come back.
/// </summary>
internal sealed class LivePrices : IPriceSource, IDisposable
{
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>An answer older than this counts as none.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    /// <summary>The documented wait after a refusal for too many calls.</summary>
    private static readonly TimeSpan BanInterval = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, LiveQuote> _quotes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _played = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly LiveTickers _tickers;
    private readonly Uri _baseUrl;
    private volatile string _reason = "no answer yet";
    private HashSet<string> _live = [];
    private bool _logged;

    public LivePrices(PaperExchangeOptions options, ILogger logger)
    {
        _time = options.TimeProvider;
        _logger = logger;
        _baseUrl = options.LiveUrl;
        _http = new HttpClient { BaseAddress = options.LiveUrl, Timeout = TimeSpan.FromSeconds(5) };
        _tickers = new LiveTickers(_http);
    }

    public decimal? StartPrice(Instrument instrument) => Fresh(instrument)?.Price;

    public void Advance(ExchangeState state, TimeSpan step, Action<string> settle)
    {
        var live = InstrumentCatalog.All.Where(row => Fresh(row) is not null).Select(row => row.BaseCoin).ToHashSet(StringComparer.Ordinal);
        foreach (var coin in live)
        {
            if (Follow(state, coin))
                settle(coin);
        }

        foreach (var coin in PriceWalk.Step(state, step, coin => !live.Contains(coin)))
            settle(coin);
        LogChanges(live);
    }

    public async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
            await Task.Delay(await PollAsync(token), _time, token);
    }

    /// <summary>Asks for every market once; gives back how long to leave the exchange alone.</summary>
    public async Task<TimeSpan> PollAsync(CancellationToken token)
    {
        var answers = await Task.WhenAll(InstrumentCatalog.All.Select(row => AskAsync(row, token)));
        var failures = answers.OfType<LiveAnswer.Failed>().ToList();
        if (failures.Count > 0)
            _reason = failures[0].Reason;
        if (failures.Exists(failure => failure.IsBan))
            return BanInterval;
        return failures.Count == answers.Length ? RetryInterval : PollInterval;
    }

    public PriceSourceState Describe()
    {
        var live = _live;
        var coins = Coins();
        if (live.Count == coins.Count)
            return new(PriceSourceKind.Live, "live", $"Prices come from {_baseUrl}.");
        var lost = string.Join(", ", coins.Where(coin => !live.Contains(coin)));
        return new(
            PriceSourceKind.Live, live.Count == 0 ? "synthetic" : "mixed",
            $"{lost} from {_baseUrl} is not to be had ({_reason}); it walks on from its last price.");
    }

    public void Dispose() => _http.Dispose();

    private async Task<LiveAnswer> AskAsync(Instrument instrument, CancellationToken token)
    {
        var answer = await _tickers.ReadAsync(instrument, token);
        if (answer is not LiveAnswer.Priced priced)
            return answer;
        var key = Instrument.KeyOf(instrument.Category, instrument.Symbol);
        // A cache in between may repeat an old answer: only a later stamp of the exchange's own clock is news.
        if (_quotes.TryGetValue(key, out var known) && known.Stamp >= priced.Stamp)
            return new LiveAnswer.Failed("its prices stand still", IsBan: false);
        _quotes[key] = new LiveQuote(priced.Price, priced.Stamp, _time.GetUtcNow());
        return answer;
    }

    private LiveQuote? Fresh(Instrument instrument) =>
        _quotes.TryGetValue(Instrument.KeyOf(instrument.Category, instrument.Symbol), out var quote)
            && _time.GetUtcNow() - quote.ReceivedAt < FreshFor ? quote : null;

    /// <summary>Takes over new quotes of a coin; a market without one of its own follows the others. True when something moved.</summary>
    private bool Follow(ExchangeState state, string coin)
    {
        var markets = state.Markets.All.Where(market => market.Instrument.BaseCoin == coin).ToList();
        var leader = markets.Select(market => Fresh(market.Instrument)).OfType<LiveQuote>().First();
        var moved = false;
        foreach (var market in markets.Where(market => !market.Held))
        {
            var quote = Fresh(market.Instrument) ?? leader;
            if (_played.TryGetValue(market.Key, out var stamp) && stamp == quote.Stamp)
                continue;
            _played[market.Key] = quote.Stamp;
            PriceWalk.Move(state, market, quote.Price, 0);
            moved = true;
        }

        return moved;
    }

    private void LogChanges(HashSet<string> live)
    {
        if (_logged && live.SetEquals(_live))
            return;
        var lost = Coins().Where(coin => !live.Contains(coin) && (!_logged || _live.Contains(coin))).ToList();
        var found = live.Where(coin => !_logged || !_live.Contains(coin)).ToList();
        _live = live;
        _logged = true;
        if (lost.Count > 0)
            PriceLog.LiveLost(_logger, string.Join(", ", lost), _reason);
        if (found.Count > 0)
            PriceLog.LiveFound(_logger, string.Join(", ", found), _baseUrl);
    }

    private static List<string> Coins() => [.. InstrumentCatalog.All.Select(row => row.BaseCoin).Distinct(StringComparer.Ordinal)];
}
