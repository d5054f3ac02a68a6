using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Signals;
using TradingBot.Infrastructure.Postgres.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Signals, trades and fills as tests need them, each with names of its own so that tests share a database.</summary>
internal sealed class LedgerRows(LedgerDatabase database)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 55, 19, 123, TimeSpan.Zero);

    /// <summary>After so long without a note, nobody watched a trade without a stop.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private static int _symbols;

    public ITradeLedger Ledger { get; } = new PostgresTradeLedger(database.Source);

    public IEntryAdmission Admission { get; } = new PostgresEntryAdmission(database.Source);

    public ISignalJournal Journal { get; } = new PostgresSignalJournal(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A symbol no other test uses: one unfinished trade a symbol is allowed.</summary>
    public static Symbol NewSymbol() => Symbol.Parse($"T{Interlocked.Increment(ref _symbols)}USDT");

    public async Task<SignalId> SignalAsync(Func<NewSignal, NewSignal>? change = null)
    {
        var signal = ASignal();
        return (await Journal.AcceptAsync(change is null ? signal : change(signal), Token)).Id;
    }

    public static NewSignal ASignal() => new()
    {
        Id = new SignalId(Guid.NewGuid()),
        Strategy = "sample",
        DedupeKey = Guid.NewGuid().ToString("N"),
        Source = "tradingbot",
        Category = Category.Linear,
        Signal = new Signal { Symbol = Symbol.Parse("BTCUSDT"), FiredAt = Now, Action = SignalAction.Buy },
        DryRun = false,
        MaskedBody = "{}",
        IgnoredFields = ["comment"],
        ReceivedAt = Now,
    };

    public static EntryDraft ADraft(Symbol symbol, string strategy = "sample") => new()
    {
        TradeId = new TradeId(Guid.NewGuid()),
        Strategy = StrategyKey.Parse(strategy),
        Category = Category.Linear,
        Symbol = symbol,
        SignalSymbol = symbol,
        SettleCoin = "USDT",
        QuoteCoin = "USDT",
        EntryValidUntil = Now.AddMinutes(1),
        EntryRestsFor = TimeSpan.FromMinutes(30),
        Now = Now,
    };

    public static TradePlan APlan() => new()
    {
        Direction = Direction.Long,
        OrderType = OrderType.Market,
        Quantity = 0.5m,
        ReferencePrice = 100m,
        StopLoss = 98m,
        Targets = [new PlannedTarget(104m, 100m)],
        Notional = 50m,
        Risk = 1m,
    };

    public async Task<TradeId> TradeAsync(Symbol? symbol = null, TradePlan? plan = null)
    {
        var draft = ADraft(symbol ?? NewSymbol());
        return (await ApproveAsync(await SignalAsync(), draft, plan)).Id;
    }

    /// <summary>Opens the admission of a signal that is still to be decided, and approves it.</summary>
    public async Task<TradeRecord> ApproveAsync(SignalId signal, EntryDraft draft, TradePlan? plan = null)
    {
        await using var scope = await OpenAsync(signal, draft);
        return await scope.ApproveAsync(plan ?? APlan(), Token);
    }

    /// <summary>Opens the admission of a signal as <see cref="ASignal"/> writes it down, without reading it first.</summary>
    public Task<IEntryAdmissionScope> OpenAsync(SignalId id, EntryDraft draft)
    {
        var written = ASignal();
        var record = new SignalRecord
        {
            Id = id,
            Strategy = written.Strategy,
            Status = SignalStatus.Received,
            Source = written.Source,
            Signal = written.Signal,
            DryRun = written.DryRun,
            MaskedBody = written.MaskedBody,
            IgnoredFields = written.IgnoredFields,
            Duplicates = 0,
            ReceivedAt = written.ReceivedAt,
        };
        return Admission.OpenAsync(record, draft, Token);
    }

    public async Task<TradeRecord> ReadAsync(TradeId id) =>
        await Ledger.FindAsync(id, Token) ?? throw new InvalidOperationException("The trade is gone.");

    public Task<(OrderRecord Order, bool IsNew)> IntendAsync(TradeId id, OrderRole role = OrderRole.Entry, int attempt = 0)
    {
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.For(id, role, attempt),
            Category = Category.Linear,
            Symbol = Symbol.Parse("BTCUSDT"),
            Side = role == OrderRole.Entry ? OrderSide.Buy : OrderSide.Sell,
            Type = OrderType.Market,
            Quantity = 0.5m,
        };
        return Ledger.IntendOrderAsync(id, role, intent, Line("sent"), Now, Token);
    }

    /// <summary>As much as was planned again, at 104 with a stop at 101.</summary>
    public static Addition AnAddition(TradeRecord trade) => new()
    {
        Number = trade.AdditionsApproved + 1,
        SignalId = trade.SignalId,
        LinkId = OrderLinkId.For(trade.Id, OrderRole.Entry, trade.AdditionsApproved + 1),
        Quantity = 0.5m,
        ReferencePrice = 104m,
        StopLoss = 101m,
        Risk = 1.6m,
        RiskAtPlannedStop = 3.1m,
        Notional = 52m,
        ValidUntil = Now.AddMinutes(1),
        RequestedAt = Now,
        Before = PlannedFigures.Of(trade),
    };

    public static NewTradeEvent Line(string kind, string? once = null) => new(kind, "A line.", Once: once);

    public static Fill AFill(OrderRole role, decimal quantity, decimal price, int second = 0) => new()
    {
        ExecId = Guid.NewGuid().ToString("N"),
        Role = role,
        Side = role == OrderRole.Entry ? OrderSide.Buy : OrderSide.Sell,
        Price = price,
        Quantity = quantity,
        Value = price * quantity,
        Fee = price * quantity * 0.001m,
        FeeCurrency = "USDT",
        IsMaker = false,
        At = Now.AddSeconds(second),
    };
}
