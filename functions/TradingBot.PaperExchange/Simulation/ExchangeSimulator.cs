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
/// Runs commands on the state one at a time under a lock and stores each before anyone learns its outcome; there is no other way to
/// change it.
/// A command that fails leaves nothing behind, in memory or on disk.
/// </summary>
internal sealed class ExchangeSimulator : IDisposable
{
    private static readonly TimeSpan PriceStoreInterval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly SqliteStore _store;
    private readonly PaperExchangeOptions _options;
    private readonly IPriceSource _prices;
    private ExchangeState _state;
    private Matcher _matcher;
    private DateTimeOffset _storedAt;
    private readonly RecentPast _past = new();
    private ICommandListener? _listener;

    /// <exception cref="PaperExchangeStartException">The data folder is in use.</exception>
    public ExchangeSimulator(PaperExchangeOptions options, IPriceSource prices)
    {
        _options = options;
        _prices = prices;
        _state = new ExchangeState { FundingRate = options.FundingRate };
        _store = SqliteStore.Open(options.DataFolder);
        _store.Load(_state);
        _matcher = new Matcher(_state, options.SlippageBasisPoints);
        var isNew = !_state.Resume();
        Change((state, _) =>
        {
            if (isNew)
                SeedAccount(state);
            Listings.Complete(state, _prices);
            Counterparties.Complete(state);
            Funding.Schedule(state);
            OptionClock.Run(state);
            return true;
        });
        BuildCharts();
    }

    /// <summary>Whoever is to learn of every command from now on, in order and once it is stored.</summary>
    public void ListenWith(ICommandListener listener)
    {
        lock (_gate)
            _listener = listener;
    }

    public T Read<T>(Func<ExchangeState, T> query)
    {
        lock (_gate)
        {
            _state.Now = _options.TimeProvider.GetUtcNow();
            if (Funding.IsDue(_state) || OptionClock.IsDue(_state) || SlowOrders.IsDue(_state))
                Write((_, _) => { });
            return query(_state);
        }
    }

    /// <summary>Answers as if the last moments had not happened yet.</summary>
    public T ReadPast<T>(TimeSpan lag, Func<ExchangeState, T> query) => Read(state => query(_past.AsOf(state.Now - lag, state)));

    public void Write(Action<ExchangeState, Matcher> command) => Write((state, matcher) =>
    {
        command(state, matcher);
        return true;
    });

    public T Write<T>(Func<ExchangeState, Matcher, T> command) => Change((state, matcher) =>
    {
        Funding.Settle(state);
        if (OptionClock.IsDue(state))
            OptionClock.Run(state);
        if (SlowOrders.IsDue(state))
            SlowOrders.Run(state, matcher);
        return command(state, matcher);
    });

    public PriceSourceState Prices => _prices.Describe();

    /// <summary>Lets prices move by one step of time and does what the new prices call for.</summary>
    public void Tick(TimeSpan step) => Write((state, matcher) =>
    {
        _prices.Advance(state, step, coin => ApplyPrice(state, matcher, coin));
        OptionChain.Roll(state);
    });

    /// <summary>Does what the clock alone calls for. Writes nothing when nothing is due.</summary>
    public void KeepTime() => Read(_ => true);

    public void SetPrice(Category category, string symbol, decimal? price, bool? hold) => Write((state, matcher) =>
    {
        var market = state.Market(category, symbol);
        PriceWalk.Set(state, market, price ?? market.Last, hold);
        matcher.OnPrice(category, symbol);
        ApplyPrice(state, matcher, market.Instrument.BaseCoin);
        OptionChain.Roll(state);
    });

    public void SetStatus(Category category, string symbol, string status) => Write(
        (state, _) => state.Markets.Put(state.Market(category, symbol) with { Status = status, Seq = state.NextSequence() }));

    public void Reset(IReadOnlyDictionary<string, decimal> wallet) => Write((state, _) =>
    {
        state.Forget();
        _past.Clear();
        foreach (var (coin, amount) in wallet)
            Wallet.Deposit(state, coin, amount);
        Funding.Schedule(state);
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
    private static void ApplyPrice(ExchangeState state, Matcher matcher, string coin)
    {
        foreach (var market in state.Markets.All.Where(market => market.Instrument.BaseCoin == coin).ToList())
            matcher.OnPrice(market.Category, market.Symbol);
        foreach (var symbol in state.OpenOrders.Where(order => order.Category == Category.Option && order.Instrument.BaseCoin == coin)
            .Select(order => order.Symbol).Distinct(StringComparer.Ordinal).ToList())
            matcher.OnPrice(Category.Option, symbol);
    }

    private T Change<T>(Func<ExchangeState, Matcher, T> command)
    {
        lock (_gate)
        {
            _state.Now = _options.TimeProvider.GetUtcNow();
            var done = false;
            try
            {
                var outcome = command(_state, _matcher);
                if (_state.IsForgotten || _state.HasTradingChanges || _state.Now - _storedAt >= PriceStoreInterval)
                    Store();
                done = true;
                var changes = _state.DrainChanges();
                _past.Add(_state.Now, changes);
                _listener?.OnStored(_state, [.. changes.Select(change => change.After)]);
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
        _state.KeepCounters();
        _store.Save(_state);
        _storedAt = _state.Now;
    }

    private void Reload()
    {
        _past.Clear();
        _state = new ExchangeState { FundingRate = _options.FundingRate };
        _store.Load(_state);
        _matcher = new Matcher(_state, _options.SlippageBasisPoints);
        if (_state.Resume())
            BuildCharts();
    }

    private void SeedAccount(ExchangeState state)
    {
        state.Begin(_options.Seed);
        foreach (var (coin, amount) in _options.InitialWallet)
            Wallet.Deposit(state, coin, amount);
    }

    private void BuildCharts()
    {
        foreach (var market in _state.Markets.All)
            _state.Charts[market.Key] = new Chart(market.Instrument, market.AnchorAt, market.AnchorPrice, _state.Seed);
        foreach (var (category, symbol, candle) in _store.Minutes())
            _state.Charts[Instrument.KeyOf(category, symbol)].Add(candle);
    }
}
