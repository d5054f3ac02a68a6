using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Randomness;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.State;

/// <summary>Everything the exchange knows, in memory. Changed only inside a command; what changed is stored with it.</summary>
internal sealed class ExchangeState
{
    private readonly SortedDictionary<long, Order> _open = [];
    private readonly Table<Meta> _meta = new("meta");
    private readonly List<RowChange> _changes = [];
    private SeededRandom _random = new(0);

    public ExchangeState()
    {
        foreach (var table in Tables)
            table.Noted = _changes.Add;
    }

    public Table<Order> Orders { get; } = new("orders");
    public Table<LinkId> LinkIds { get; } = new("link_ids");
    public Table<Execution> Executions { get; } = new("executions");
    public Table<Position> Positions { get; } = new("positions");
    public Table<PositionMode> Modes { get; } = new("modes");
    public Table<ClosedPnl> ClosedPnls { get; } = new("closed_pnl");
    public Table<Balance> Balances { get; } = new("balances");
    public Table<LedgerEntry> Entries { get; } = new("entries");
    public Table<SystemAccount> SystemAccounts { get; } = new("system_accounts");
    public Table<FundingTerm> FundingTerms { get; } = new("funding");
    public Table<MarketState> Markets { get; } = new("markets");
    public Table<ClosedOption> ClosedOptions { get; } = new("closed_options");
    public Table<DeliveryRow> Deliveries { get; } = new("deliveries");
    public Table<OptionSeries> OptionSeries { get; } = new("option_series");
    public Dictionary<string, Chart> Charts { get; } = new(StringComparer.Ordinal);
    public List<CandleRow> FinishedMinutes { get; } = [];

    public IReadOnlyList<ITable> Tables =>
    [
        _meta, Orders, LinkIds, Executions, Positions, Modes, ClosedPnls, Balances, Entries, SystemAccounts,
        FundingTerms, Markets, OptionSeries, ClosedOptions, Deliveries,
    ];

    /// <summary>Time of the command being carried out.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Funding rate of perpetuals that have none of their own.</summary>
    public decimal FundingRate { get; init; }

    /// <summary>When options next need the clock's attention; not stored, for a start looks anyway.</summary>
    public DateTimeOffset OptionsDue { get; set; }

    /// <summary>Set by <see cref="Forget"/> until the store has followed.</summary>
    public bool IsForgotten { get; set; }

    public long Sequence { get; private set; }

    public ulong Seed { get; private set; }

    public ReplayProgress? Replay { get; set; }

    public SeededRandom Random => _random;

    /// <summary>True when something other than prices waits to be stored.</summary>
    public bool HasTradingChanges =>
        FinishedMinutes.Count > 0 || Tables.Any(table => table.HasChanges && table != Markets && table != _meta);

    /// <summary>Open orders, oldest first.</summary>
    public IReadOnlyList<Order> OpenOrders => [.. _open.Values];

    public bool AnyOpen(Func<Order, bool> predicate) => _open.Values.Any(predicate);

    public IReadOnlyList<Order> OpenOrdersOf(Category category, string symbol) =>
        [.. _open.Values.Where(order => order.Category == category && order.Symbol == symbol)];

    public void Begin(ulong seed)
    {
        Seed = seed;
        _random = new SeededRandom(seed);
        KeepCounters();
    }

    /// <summary>Takes up the counters that a store handed back; false when it was empty.</summary>
    public bool Resume()
    {
        foreach (var order in Orders.All.Where(order => order.IsOpen))
            _open[order.Seq] = order;
        if (_meta.Find("meta") is not { } meta)
            return false;
        Sequence = meta.Sequence;
        Seed = meta.Seed;
        _random = new SeededRandom(meta.RandomState);
        Replay = meta.Replay;
        return true;
    }

    /// <summary>Changes since the last call, in order; what streams tell of is made from them.</summary>
    public IReadOnlyList<RowChange> DrainChanges()
    {
        IReadOnlyList<RowChange> changes = [.. _changes];
        _changes.Clear();
        return changes;
    }

    /// <summary>A copy for reading, in which the given changes, newest first, have not happened. Prices are those of now.</summary>
    public ExchangeState Without(IEnumerable<RowChange> newestFirst)
    {
        var past = new ExchangeState { Now = Now, FundingRate = FundingRate };
        foreach (var (copy, table) in past.Tables.Zip(Tables))
            copy.CopyFrom(table);
        foreach (var change in newestFirst)
        {
            foreach (var table in past.Tables)
                table.Undo(change);
        }

        foreach (var (key, chart) in Charts)
            past.Charts[key] = chart;
        past.Resume();
        return past;
    }

    public long NextSequence() => ++Sequence;

    /// <summary>Ids depend on seed and sequence only, so the same commands give the same ids.</summary>
    public Guid NextGuid()
    {
        var random = new SeededRandom(Seed ^ ((ulong)NextSequence() * 0x9E3779B97F4A7C15));
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, random.Next());
        BitConverter.TryWriteBytes(bytes[8..], random.Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    public Order Get(string orderId) =>
        Orders.Find(orderId) ?? throw new InvalidOperationException($"Order {orderId} is not known.");

    public void Put(Order order)
    {
        Orders.Put(order);
        if (order.IsOpen)
            _open[order.Seq] = order;
        else
            _open.Remove(order.Seq);
    }

    public Position PositionOf(Category category, string symbol, int idx) =>
        Positions.Find(Position.KeyOf(category, symbol, idx)) ?? new Position
        {
            Category = category,
            Symbol = symbol,
            Idx = idx,
            Leverage = idx == 0 ? Position.DefaultLeverage : PositionOf(category, symbol, 0).Leverage,
        };

    /// <summary>Both legs of a symbol in hedge mode, else its only position.</summary>
    public IReadOnlyList<Position> PositionsOf(Category category, string symbol) => IsHedged(category, symbol)
        ? [PositionOf(category, symbol, 1), PositionOf(category, symbol, 2)]
        : [PositionOf(category, symbol, 0)];

    public bool IsHedged(Category category, string symbol) => Modes.Find(Instrument.KeyOf(category, symbol)) is { Hedged: true };

    public Balance BalanceOf(string coin) => Balances.Find(coin) ?? new Balance { Coin = coin };

    /// <summary>Notes sequence and random state beside the rows about to be stored.</summary>
    public void KeepCounters() => _meta.Put(new Meta { Sequence = Sequence, RandomState = _random.State, Seed = Seed, Replay = Replay });

    /// <summary>Forgets orders, fills, positions and balances; prices and charts go on.</summary>
    public void Forget()
    {
        Orders.Clear();
        LinkIds.Clear();
        Executions.Clear();
        Positions.Clear();
        Modes.Clear();
        ClosedPnls.Clear();
        Balances.Clear();
        Entries.Clear();
        SystemAccounts.Clear();
        FundingTerms.Clear();
        ClosedOptions.Clear();
        Deliveries.Clear();
        _open.Clear();
        IsForgotten = true;
    }
}
