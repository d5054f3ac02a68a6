using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What one look at a part that is to be closed does, exactly at, and just beside, each of its limits.</summary>
public sealed partial class PartialExitStepsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Part = 0.004m;
    private const double Soon = 0.2;
    private const double Calm = 1;

    private static readonly PositionState Guarded = new(0.01m, 67_000m);

    private readonly FakeTimeProvider _time = StoppedClock.Create();
    private readonly List<OrderIntent> _sent = [];
    private readonly List<TradingStop> _stops = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(900, 1, null)]
    [InlineData(900.1, 0, "It took too long. 0 of 0.004 BTCUSDT that were to be closed are closed; 0.01 stay open with their stop-loss.")]
    public async Task Part_is_sent_for_a_quarter_of_an_hour_and_no_longer(double secondsAgo, int sent, string? told)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await DriveAsync(fixture, trade, Guarded, await AskAsync(fixture, trade, secondsAgo));

        Assert.Equal((sent, told), (_sent.Count, await ToldAsync(fixture)));
    }

    [Theory]
    [InlineData(517, 1)]
    [InlineData(518, 0)]
    public async Task Half_of_the_ids_of_a_trade_are_left_for_closing_all_of_it(int before, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        await DriveAsync(fixture, trade, Guarded, new Reduction(Part, before, _time.GetUtcNow()));

        Assert.Equal(
            Enumerable.Repeat(OrderLinkId.For(trade.Id, OrderRole.Exit, before), sent), _sent.Select(static exit => exit.LinkId));
    }

    [Theory]
    [InlineData("0.005", 1, null)]
    [InlineData("0.0049", 0, "Too little is left of the position")]
    [InlineData("0.004", 0, "Too little is left of the position")]
    public async Task Part_of_which_too_little_would_be_left_is_given_up(string standing, int sent, string? why)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();

        var reduction = await AskAsync(fixture, trade);
        await DriveAsync(fixture, trade, Guarded with { Quantity = decimal.Parse(standing) }, reduction);

        Assert.Equal((sent, why), (_sent.Count, (await ToldAsync(fixture))?.Split(". ")[0]));
    }

    // The books still hold what the order tells as closed.
    [Theory]
    [InlineData(299.9, "0.003", "0.007", "")]
    [InlineData(300, "0.003", "0.007", "0.001")]
    [InlineData(300, "0.001", "0.002", "0.002")]
    public async Task What_an_order_tells_as_closed_and_no_list_shows_counts_after_five_minutes(
        double secondsAgo, string filled, string standing, string next)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var reduction = await AskAsync(fixture, trade, secondsAgo: 400);
        await PartAsync(fixture, trade, OrderStatus.Cancelled, 390, secondsAgo, decimal.Parse(filled));

        await DriveAsync(
            fixture, trade, Guarded with { Quantity = decimal.Parse(standing), Missing = decimal.Parse(filled) }, reduction);

        Assert.Equal(next, string.Join(' ', _sent.Select(static exit => $"{exit.Quantity:0.####}")));
    }

    [Fact]
    public async Task What_is_left_of_a_part_and_is_no_order_ends_it_as_closed()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var reduction = await AskAsync(fixture, trade, secondsAgo: 400);
        await PartAsync(fixture, trade, OrderStatus.Cancelled, 390, 300, filled: 0.0035m);

        await DriveAsync(fixture, trade, Guarded with { Quantity = 0.0065m, Missing = 0.0035m }, reduction);

        Assert.Equal(
            "0.0035 of 0.004 BTCUSDT that were to be closed are closed; 0.0065 stay open with their stop-loss.", await ToldAsync(fixture));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReduced);
        Assert.Empty(_sent);
    }

    [Theory]
    [InlineData(299.9, null)]
    [InlineData(300, "What of the position is missing at the exchange was not found. "
        + "0 of 0.004 BTCUSDT that were to be closed are closed; 0.006 stay open with their stop-loss.")]
    public async Task Nothing_more_is_sent_while_something_is_missing_and_after_five_minutes_the_part_is_given_up(
        double secondsAgo, string? told)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var reduction = await AskAsync(fixture, trade, secondsAgo: 400);
        await PartAsync(fixture, trade, OrderStatus.Cancelled, 390, secondsAgo);

        var look = await DriveAsync(fixture, trade, Guarded with { Quantity = 0.006m, Missing = Part }, reduction);

        Assert.Equal((null, told), (look.Next, await ToldAsync(fixture)));
        Assert.Empty(_sent);
    }

    [Theory]
    [InlineData(Category.Linear, "BTCUSDT", null, 0)]
    [InlineData(Category.Inverse, "BTCUSD", null, 0)]
    // Coins that a stop binds could not be sold.
    [InlineData(Category.Spot, "BTCUSDT", Soon, 1)]
    public async Task Nothing_of_futures_is_closed_before_their_stop_stands(Category category, string symbol, double? next, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Category = category, Symbol = Symbol.Parse(symbol) };

        var look = await DriveAsync(fixture, trade, new PositionState(1000m, null), new Reduction(400m, 0, _time.GetUtcNow()));

        Assert.Equal((next, sent), (look.Next?.TotalSeconds, _sent.Count));
    }

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.25, 1)]
    public async Task Part_that_was_refused_is_tried_again_after_its_pause(double secondsAgo, int sent)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var reduction = await AskAsync(fixture, trade);
        await PartAsync(fixture, trade, OrderStatus.Rejected, createdAgo: 5, secondsAgo);

        await DriveAsync(fixture, trade, Guarded, reduction);

        Assert.Equal(sent, _sent.Count);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "0.004 BTCUSDT were to be closed; 5 orders did not do it. The exchange said: Refusal 4. "
        + "The bot tries a few times more. The position keeps its stop-loss.")]
    public async Task Fifth_order_in_vain_is_told_with_what_the_exchange_said_last(int refused, string? told)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var reduction = await AskAsync(fixture, trade);
        await RefusedAsync(fixture, trade, refused, secondsAgo: 0);

        await DriveAsync(fixture, trade, Guarded, reduction);

        Assert.Equal(told, await ToldAsync(fixture));
    }

    private Task<PartLook> DriveAsync(TradingFixture fixture, TradeRecord trade, PositionState holding, Reduction reduction)
    {
        var exchange = Taking(fixture.Exchange);
        return PartsOf(fixture, exchange).DriveAsync(fixture.FuturesOf(exchange, _time), trade, holding, reduction, Token);
    }

    // Takes every order and every stop, and carries out none.
    private IExchange Taking(IExchange exchange)
    {
        var orders = AnsweredExchange<OrderIntent>.Of(exchange, intent => Taken(_sent, intent));
        return AnsweredExchange<TradingStop>.Of(orders, stop => Taken(_stops, stop));
    }

    private static SubmitOutcome.Accepted Taken<T>(List<T> asked, T one)
    {
        asked.Add(one);
        return new SubmitOutcome.Accepted("exchange-1");
    }

    private PartialExits PartsOf(TradingFixture fixture, IExchange exchange)
    {
        var notices = fixture.Service<INotificationStore>();
        var unanswered = new UnansweredOrder(exchange, fixture.Ledger, _time);
        return new PartialExits(
            exchange, fixture.Ledger, notices, new ExitExecutor(exchange, fixture.Ledger, notices, unanswered, _time), _time);
    }

    private async Task<Reduction> AskAsync(TradingFixture fixture, TradeRecord trade, double secondsAgo = 60)
    {
        var line = TradeEvents.ReduceRequestedByPerson("tester", reason: null, Part);
        var at = _time.GetUtcNow().AddSeconds(-secondsAgo);
        Assert.True(await fixture.Ledger.RequestReductionAsync(trade, Part, signal: null, targets: [], line, at, Token));
        return (await fixture.Driver.TradeAsync(trade.Id)).Reduction!;
    }

    private async Task RefusedAsync(TradingFixture fixture, TradeRecord trade, int count, double secondsAgo)
    {
        for (var attempt = 0; attempt < count; attempt++)
            await PartAsync(fixture, trade, OrderStatus.Rejected, 50 - attempt, secondsAgo, attempt: attempt);
    }

    private Task PartAsync(
        TradingFixture fixture, TradeRecord trade, OrderStatus status, double createdAgo, double updatedAgo, decimal filled = 0,
        int attempt = 0) =>
        OrderAsync(fixture, trade, OrderRole.Exit, attempt, status, createdAgo, updatedAgo, filled);

    private async Task OrderAsync(
        TradingFixture fixture, TradeRecord trade, OrderRole role, int attempt, OrderStatus status, double createdAgo, double updatedAgo,
        decimal filled)
    {
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(Part, attempt, ClosesAll: false)) with
        {
            LinkId = OrderLinkId.For(trade.Id, role, attempt),
        };
        var now = _time.GetUtcNow();
        await fixture.Ledger.IntendOrderAsync(trade.Id, role, intent, TradeEvents.ExitSent(intent), now.AddSeconds(-createdAgo), Token);
        var update = new OrderUpdate(intent.LinkId, status, FilledQuantity: filled, Reason: $"Refusal {attempt}.");
        await fixture.Ledger.UpdateOrderAsync(trade.Id, update, line: null, now.AddSeconds(-updatedAgo), Token);
    }

    private static async Task<string?> ToldAsync(TradingFixture fixture) => (await fixture.Driver.NoticesAsync())
        .SingleOrDefault(static notice => notice.Kind is NoticeKinds.ReduceFailed or NoticeKinds.TradeReduced)?.Body;

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
