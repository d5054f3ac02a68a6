using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Functions.Activities;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What a trader and the orchestration do, step by step: strategies, alerts, decisions, looks at a trade.</summary>
public sealed class TradeDriver(IServiceProvider services, TimeProvider clock)
{
    public static readonly Symbol Btc = Symbol.Parse("BTCUSDT");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITradeLedger Ledger => services.GetRequiredService<ITradeLedger>();

    /// <summary>BTCUSDT, 0.01 at market, stop 2 %, target 4 %.</summary>
    public async Task StrategyAsync(Func<Strategy, Strategy>? change = null)
    {
        var sample = SampleStrategy.Create() with { Sizing = new Sizing(SizingMode.FixedQuantity, 0.01m), MaxDriftPercent = null };
        var strategy = change is null ? sample : change(sample);
        await services.GetRequiredService<IStrategyStore>()
            .SaveAsync(strategy, RandomNumberGenerator.GetBytes(32), clock.GetUtcNow(), Token);
    }

    /// <summary>Writes an alert down as the webhook does.</summary>
    public async Task<SignalId> AlertAsync(
        Func<Signal, Signal> change, string? dedupe = null, Category category = Category.Linear)
    {
        var now = clock.GetUtcNow();
        var signal = change(new Signal { Symbol = Btc, FiredAt = now });
        var alert = new NewSignal
        {
            Id = new SignalId(Guid.CreateVersion7(now)),
            Strategy = SampleStrategy.Create().Key.Value,
            DedupeKey = dedupe ?? Guid.NewGuid().ToString("N"),
            Source = "tradingbot",
            Category = category,
            Signal = signal,
            DryRun = signal.DryRun,
            MaskedBody = "{}",
            IgnoredFields = [],
            ReceivedAt = now,
        };
        return (await services.GetRequiredService<ISignalJournal>().AcceptAsync(alert, Token)).Id;
    }

    public Task<SignalId> AlertAsync(SignalAction action) => AlertAsync(signal => signal with { Action = action });

    /// <summary>Decides and sends nothing; the answer as the orchestration would see it.</summary>
    public async Task<SignalAnswer> DecideAsync(SignalId signal, params Guid[] closed) => SignalAnswer.Of(
        await services.GetRequiredService<SignalDecider>().DecideAsync(signal, [.. closed.Select(static id => new TradeId(id))], Token));

    /// <summary>The whole step of the orchestration: decides, and sends the entry of what it approved.</summary>
    public Task<SignalAnswer> ActAsync(SignalId signal) =>
        new DecideSignal(services.GetRequiredService<SignalDecider>(), services.GetRequiredService<EntryPlacement>())
            .RunAsync(new SignalQuestion(signal.Value, Closed: []), Token);

    public async Task<SignalRecord> SignalAsync(SignalId id) =>
        await services.GetRequiredService<ISignalJournal>().FindAsync(id, Token)
            ?? throw new InvalidOperationException("The signal is gone.");

    /// <summary>An approved trade whose entry is not sent yet.</summary>
    public async Task<TradeId> ApproveAsync(SignalAction action = SignalAction.Buy)
    {
        var signal = await AlertAsync(action);
        var decision = await DecideAsync(signal);
        Assert.True(decision.TradeId is not null, $"Denied: {(await SignalAsync(signal)).Reason}");
        return new TradeId(decision.TradeId.Value);
    }

    public Task<EntryOutcome> PlaceAsync(TradeId trade) => services.GetRequiredService<EntryPlacement>().PlaceAsync(trade, Token);

    public Task<EntryOutcome> LookUpAsync(TradeId trade) => services.GetRequiredService<EntryPlacement>().LookUpAsync(trade, Token);

    public Task LookUpUntilPlacedAsync(TradeId trade) => Eventually.TrueAsync(
        async () => await LookUpAsync(trade) == EntryOutcome.Placed, "The entry was never found", cancellationToken: Token);

    public Task<MonitorResult> LookAsync(TradeId trade) =>
        new FollowTrade(services.GetRequiredService<AdditionPlacement>(), services.GetRequiredService<TradeMonitor>())
            .RunAsync(trade.Value, Token);

    /// <summary>Looks again and again, as the orchestration does, until the trade stands as wanted.</summary>
    public Task<MonitorState> LookUntilAsync(TradeId trade, params MonitorState[] wanted) => Eventually.ValueAsync(
        async () => (await LookAsync(trade)).State, wanted.Contains, $"The trade never became {string.Join(" or ", wanted)}", cancellationToken: Token);

    /// <summary>
    /// Looks until the position is protected and its fill is in the books; the exchange shows the one before it lists the other.
    /// </summary>
    public async Task<TradeRecord> LookUntilBookedAsync(TradeId trade)
    {
        await Eventually.TrueAsync(
            async () => (await LookAsync(trade)).State == MonitorState.Protected && (await TradeAsync(trade)).FilledQuantity > 0,
            "The trade was never protected and booked",
            cancellationToken: Token);
        return await TradeAsync(trade);
    }

    /// <summary>Looks until the exchange is noticed to show less than the books.</summary>
    public Task LookUntilMissingAsync(TradeId trade) => Eventually.TrueAsync(
        async () =>
        {
            await LookAsync(trade);
            return (await TradeAsync(trade)).PositionMissingSince is not null;
        },
        "What is missing was never noticed",
        cancellationToken: Token);

    /// <summary>Looks until flat, then settles.</summary>
    public async Task<TradeRecord> LookUntilClosedAsync(TradeId trade)
    {
        await LookUntilAsync(trade, MonitorState.Flat);
        await SettleAsync(trade);
        return await TradeAsync(trade);
    }

    public Task SettleAsync(TradeId trade) => Eventually.TrueAsync(
        () => services.GetRequiredService<TradeSettlement>()
            .SettleAsync(trade, isLastTry: false, Token), "The exchange's profit never came", cancellationToken: Token);

    /// <summary>Ends an alert whose decision failed as often as it may. False when it has to wait for its turn.</summary>
    public Task<bool> GiveUpAsync(SignalId signal, SignalEnding? ending = null) =>
        new EndSignal(ending ?? services.GetRequiredService<SignalEnding>(), NullLogger<EndSignal>.Instance)
            .RunAsync(new SignalEnd(signal.Value, "The database was away."), Token);

    public Task FailAsync(TradeId trade) => services.GetRequiredService<TradeSettlement>().FailAsync(trade, Token);

    /// <summary>A trade that is open and protected.</summary>
    public async Task<TradeRecord> OpenAsync(SignalAction action = SignalAction.Buy)
    {
        var trade = await ApproveAsync(action);
        Assert.Equal(EntryOutcome.Placed, await PlaceAsync(trade));
        return await LookUntilBookedAsync(trade);
    }

    public Task<bool> CloseAsync(TradeId trade) =>
        Ledger.RequestCloseAsync(
            trade, CloseReason.Manual, new NewTradeEvent("closeRequested", "Asked by hand."), clock.GetUtcNow(), Token);

    public Task<HaltState> HaltAsync(bool flatten) =>
        services.GetRequiredService<IHaltSwitch>().HaltAsync("test", flatten, "tester", clock.GetUtcNow(), Token);

    public async Task<TradeRecord> TradeAsync(TradeId id) =>
        await Ledger.FindAsync(id, Token) ?? throw new InvalidOperationException("The trade is gone.");

    public async Task<IReadOnlyList<string>> StoryAsync(TradeId id) =>
        [.. (await Ledger.ReadStoryAsync(id, Token))!.Events.Select(static line => line.Kind)];

    public async Task<OrderRecord> OrderAsync(TradeId id, OrderRole role) =>
        (await Ledger.ListOrdersAsync(id, Token)).Last(order => order.Role == role);

    public async Task<EntryOrders> EntryAsync(TradeId id) =>
        EntryOrders.Of(await TradeAsync(id), await Ledger.ListOrdersAsync(id, Token));

    /// <summary>As it is, but for this.</summary>
    public async Task<EntryOrders> EntryAsync(TradeId id, Func<OrderRecord, OrderRecord> change)
    {
        var entry = change((await EntryAsync(id)).First);
        return new EntryOrders(entry, [entry]);
    }

    public async Task<IReadOnlyList<Notification>> NoticesAsync() =>
        [.. (await services.GetRequiredService<INotificationStore>().ListAsync(new PageRequest(200), Token)).Items.Select(
            static record => record.Notification)];

    public async Task<IReadOnlyList<Discrepancy>> DiscrepanciesAsync() =>
        [.. (await services.GetRequiredService<IDiscrepancyStore>().ListAsync(new PageRequest(200), Token)).Items.Select(
            static record => record.Discrepancy)];

    public Task<IReadOnlyList<TradeRecord>> UnfinishedAsync() => Ledger.ListUnfinishedAsync(Token);

    public async Task<ExchangePosition?> PositionAsync() =>
        await services.GetRequiredService<IExchange>().GetPositionsAsync(Category.Linear, Btc,
            Token) is ExchangeResult<IReadOnlyList<ExchangePosition>>.Success { Value: var positions }
            ? positions.SingleOrDefault()
            : throw new InvalidOperationException("No answer.");

    /// <summary>Takes stop and target away behind the bot's back.</summary>
    public async Task RemoveStopAsync() => Assert.IsType<SubmitOutcome.Accepted>(
        await services.GetRequiredService<IExchange>().SetTradingStopAsync(new TradingStop(Category.Linear, Btc, 0m, 0m), Token));

    /// <summary>
    /// An order behind the bot's back, as a person at the exchange gives it, followed until it is carried out: the exchange acknowledges
    /// first and books a little later, and whatever came next could overtake it.
    /// </summary>
    public async Task HandAsync(OrderSide side, decimal quantity, Category category = Category.Linear)
    {
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.Parse($"hand-{Guid.NewGuid():N}"[..36]),
            Category = category,
            Symbol = Btc,
            Side = side,
            Type = OrderType.Market,
            Quantity = quantity,
        };
        var exchange = services.GetRequiredService<IExchange>();
        Assert.IsType<SubmitOutcome.Accepted>(await exchange.PlaceOrderAsync(intent, Token));
        await Eventually.TrueAsync(
            async () => await exchange.FindOrderAsync(category, Btc, intent.LinkId, Token) is
                ExchangeResult<ExchangeOrder?>.Success { Value.Status: OrderStatus.Filled },
            "The order given by hand was never carried out",
            cancellationToken: Token);
    }
}
