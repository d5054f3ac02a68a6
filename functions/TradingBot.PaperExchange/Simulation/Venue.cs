using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Simulation;

/// <summary>
/// The one door to the ledger: commands run one at a time and are stored before anyone learns their outcome.
/// A command that fails leaves nothing behind, in memory or on disk.
/// </summary>
internal sealed class Venue : IDisposable
{
    private static readonly TimeSpan _priceStoreInterval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly SqliteStore _store;
    private readonly PaperExchangeOptions _options;
    private readonly IPriceSource _prices;
    private Ledger _ledger;
    private Matcher _matcher;
    private DateTimeOffset _storedAt;
    private readonly RecentPast _past = new();
    private IVenueListener? _listener;

    /// <exception cref="PaperExchangeStartException">The data folder is in use.</exception>
    public Venue(PaperExchangeOptions options, IPriceSource prices)
    {
        _options = options;
        _prices = prices;
        _ledger = new Ledger { FundingRate = options.FundingRate };
        _store = SqliteStore.Open(options.DataFolder);
        _store.Load(_ledger);
        _matcher = new Matcher(_ledger, options.SlippageBasisPoints);
        var isNew = !_ledger.Resume();
        Change((ledger, _) =>
        {
            if (isNew)
                Found(ledger);
            Listings.Complete(ledger, _prices);
            Counterparties.Complete(ledger);
            Funding.Schedule(ledger);
            OptionClock.Run(ledger);
            return true;
        });
        BuildCharts();
    }

    /// <summary>Whoever is to learn of every command from now on, in order and once it is stored.</summary>
    public void ListenWith(IVenueListener listener)
    {
        lock (_gate)
            _listener = listener;
    }

    public T Read<T>(Func<Ledger, T> query)
    {
        lock (_gate)
        {
            _ledger.Now = _options.TimeProvider.GetUtcNow();
            if (Funding.IsDue(_ledger) || OptionClock.IsDue(_ledger) || SlowOrders.IsDue(_ledger))
                Write((_, _) => { });
            return query(_ledger);
        }
    }

    /// <summary>Answers as if the last moments had not happened yet.</summary>
    public T ReadPast<T>(TimeSpan lag, Func<Ledger, T> query) => Read(ledger => query(_past.AsOf(ledger.Now - lag, ledger)));

    public void Write(Action<Ledger, Matcher> command) => Write((ledger, matcher) =>
    {
        command(ledger, matcher);
        return true;
    });

    public T Write<T>(Func<Ledger, Matcher, T> command) => Change((ledger, matcher) =>
    {
        Funding.Settle(ledger);
        if (OptionClock.IsDue(ledger))
            OptionClock.Run(ledger);
        if (SlowOrders.IsDue(ledger))
            SlowOrders.Run(ledger, matcher);
        return command(ledger, matcher);
    });

    public PriceSourceState Prices => _prices.Describe();

    /// <summary>Lets prices move by one step of time and does what the new prices call for.</summary>
    public void Tick(TimeSpan step) => Write((ledger, matcher) =>
    {
        _prices.Advance(ledger, step, coin => Meet(ledger, matcher, coin));
        OptionChain.Roll(ledger);
    });

    /// <summary>Does what the clock alone calls for. Writes nothing when nothing is due.</summary>
    public void KeepTime() => Read(_ => true);

    public void SetPrice(Category category, string symbol, decimal? price, bool? hold) => Write((ledger, matcher) =>
    {
        var market = ledger.Market(category, symbol);
        PriceWalk.Set(ledger, market, price ?? market.Last, hold);
        matcher.OnPrice(category, symbol);
        Meet(ledger, matcher, market.Instrument.BaseCoin);
        OptionChain.Roll(ledger);
    });

    public void Reset(IReadOnlyDictionary<string, decimal> wallet) => Write((ledger, _) =>
    {
        ledger.Forget();
        _past.Clear();
        foreach (var (coin, amount) in wallet)
            Wallet.Deposit(ledger, coin, amount);
        Funding.Schedule(ledger);
    });

    /// <summary>Stores what only prices changed since the last command, then lets go of the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Store();
            _store.Dispose();
        }
    }

    /// <summary>Shows the prices of a coin to the orders of all its markets.</summary>
    private static void Meet(Ledger ledger, Matcher matcher, string coin)
    {
        foreach (var market in ledger.Markets.All.Where(market => market.Instrument.BaseCoin == coin).ToList())
            matcher.OnPrice(market.Category, market.Symbol);
        foreach (var symbol in ledger.OpenOrders.Where(order => order.Category == Category.Option && order.Instrument.BaseCoin == coin)
            .Select(order => order.Symbol).Distinct(StringComparer.Ordinal).ToList())
            matcher.OnPrice(Category.Option, symbol);
    }

    private T Change<T>(Func<Ledger, Matcher, T> command)
    {
        lock (_gate)
        {
            _ledger.Now = _options.TimeProvider.GetUtcNow();
            var done = false;
            try
            {
                var outcome = command(_ledger, _matcher);
                if (_ledger.IsForgotten || _ledger.HasTradingChanges || _ledger.Now - _storedAt >= _priceStoreInterval)
                    Store();
                done = true;
                var news = _ledger.TakeNews();
                _past.Add(_ledger.Now, news);
                _listener?.OnStored(_ledger, [.. news.Select(change => change.After)]);
                return outcome;
            }
            finally
            {
                if (!done)
                    Reload();
            }
        }
    }

    private void Store()
    {
        _ledger.KeepCounters();
        _store.Save(_ledger);
        _storedAt = _ledger.Now;
    }

    private void Reload()
    {
        _past.Clear();
        _ledger = new Ledger { FundingRate = _options.FundingRate };
        _store.Load(_ledger);
        _matcher = new Matcher(_ledger, _options.SlippageBasisPoints);
        if (_ledger.Resume())
            BuildCharts();
    }

    private void Found(Ledger ledger)
    {
        ledger.Begin(_options.Seed);
        foreach (var (coin, amount) in _options.InitialWallet)
            Wallet.Deposit(ledger, coin, amount);
    }

    private void BuildCharts()
    {
        foreach (var market in _ledger.Markets.All)
            _ledger.Charts[market.Key] = new Chart(market.Instrument, market.AnchorAt, market.AnchorPrice, _ledger.Seed);
        foreach (var (category, symbol, candle) in _store.Minutes())
            _ledger.Charts[Instrument.KeyOf(category, symbol)].Add(candle);
    }
}
