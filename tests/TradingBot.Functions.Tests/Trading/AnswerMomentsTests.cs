using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// What is sent to the exchange is written down as of its sending, and the answer as of when it came: here three seconds later.
/// </summary>
public sealed class AnswerMomentsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly TimeSpan Trip = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_and_its_refusal_have_their_moments()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        var placement = ActivatorUtilities.CreateInstance<EntryPlacement>(
            fixture.Service<IServiceProvider>(), Refusing(fixture.Exchange), (TimeProvider)_time);

        await AssertMomentsAsync(fixture, trade, OrderRole.Entry, () => placement.PlaceAsync(trade.Id, Token));
        Assert.Equal(_time.GetUtcNow(), (await fixture.Driver.TradeAsync(trade.Id)).ClosedAt);
    }

    /// <summary>The clock of the exchange is another one.</summary>
    [Fact]
    public async Task Entry_that_is_found_has_the_moment_it_was_found_at()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        await fixture.Controls.SettledAsync();
        var exchange = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange, nameof(IExchange.FindOrderAsync), order => order! with { UpdatedAt = _time.GetUtcNow().AddMinutes(-7) });
        var placement = ActivatorUtilities.CreateInstance<EntryPlacement>(
            fixture.Service<IServiceProvider>(), exchange, (TimeProvider)_time);

        Assert.Equal(EntryOutcome.Placed, await placement.LookUpAsync(trade, Token));

        var line = (await fixture.Ledger.ReadStoryAsync(trade, Token))!.Events.Single(
            static line => line.Kind == TradeEventKinds.EntryAccepted);
        Assert.Equal(
            (_time.GetUtcNow(), _time.GetUtcNow()), (line.At, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).UpdatedAt));
    }

    [Fact]
    public async Task Exit_and_its_refusal_have_their_moments()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        var exchange = Refusing(fixture.Exchange);
        var executor = new ExitExecutor(
            exchange, fixture.Ledger, fixture.Service<INotificationStore>(),
            new UnansweredOrder(exchange, fixture.Ledger, _time), _time);

        await AssertMomentsAsync(fixture, trade, OrderRole.Exit, () => executor.DriveAsync(
            fixture.FuturesOf(exchange, _time), trade, new PositionState(0.01m, trade.StopLoss), Token));
    }

    [Fact]
    public async Task Stop_of_a_position_and_its_refusal_have_their_moments()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());

        await AssertMomentsAsync(fixture, trade, role: null, () => fixture.FuturesOf(Refusing(fixture.Exchange), _time)
            .GuardAsync(trade, new PositionState(0.01m, null), Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_of_coins_and_its_refusal_have_their_moments(bool isPutBack)
    {
        await using var fixture = await OpenAsync(isSpot: true);
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync(isPutBack
            ? "update trading.orders set trigger_price = trigger_price - 1000 where role = 'stop'"
            : "update trading.orders set status = 'cancelled' where role = 'stop'");
        var exchange = Refusing(fixture.Exchange);
        var positions = new SpotPositions(
            exchange, fixture.Ledger, new UnansweredOrder(exchange, fixture.Ledger, _time), new RecentWallet(exchange, _time), _time);

        await AssertMomentsAsync(fixture, trade, isPutBack ? null : OrderRole.Stop, () =>
            positions.GuardAsync(trade, new PositionState(0.00999m, null), Token));
    }

    private async Task AssertMomentsAsync(TradingFixture fixture, TradeRecord trade, OrderRole? role, Func<Task> send)
    {
        var sentAt = _time.GetUtcNow();

        await send();

        var lines = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events.Where(line => line.At >= sentAt);
        Assert.Equal([sentAt, sentAt + Trip], lines.Select(static line => line.At));
        if (role is { } ordered)
        {
            var order = await fixture.Driver.OrderAsync(trade.Id, ordered);
            Assert.Equal(
                (OrderStatus.Rejected, sentAt, sentAt + Trip), (order.Status, order.CreatedAt, order.UpdatedAt));
        }
    }

    private IExchange Refusing(IExchange exchange)
    {
        exchange = AnsweredExchange<OrderIntent>.Of(exchange, _ => Refuse());
        exchange = AnsweredExchange<OrderAmendment>.Of(exchange, _ => Refuse());
        return AnsweredExchange<TradingStop>.Of(exchange, _ => Refuse());
    }

    private SubmitOutcome.Rejected Refuse()
    {
        _time.Advance(Trip);
        return new SubmitOutcome.Rejected(new ExchangeError(110_007, "Not now.", RetryGuidance.Permanent));
    }

    private async Task<TradingFixture> OpenAsync(bool isSpot = false)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(isSpot ? RestingEntry.Spot : null);
        return fixture;
    }
}
