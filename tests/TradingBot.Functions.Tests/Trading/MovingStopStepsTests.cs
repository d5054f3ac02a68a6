using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What one look at a stop that is to move does, exactly at, and just beside, each of its limits.</summary>
public sealed class MovingStopStepsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();
    private readonly List<TradingStop> _stops = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Buy, 0, true)]
    [InlineData(SignalAction.Buy, 0.1, false)]
    [InlineData(SignalAction.Sell, 0, true)]
    [InlineData(SignalAction.Sell, -0.1, false)]
    public async Task Stop_that_is_wanted_where_the_price_is_closes_the_trade_with_why_and_else_is_asked_for_once(
        SignalAction side, double above, bool closes)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync(side);
        var wanted = await AskAsync(fixture, trade, secondsAgo: 0);
        var priced = AlteredExchange<Ticker>.Of(
            fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = wanted + (decimal)above });

        var (after, isAsked) = await AdvanceAsync(fixture, trade, priced);
        Assert.Equal((closes ? CloseReason.StopLoss : null, !closes), (after.CloseReason, isAsked));
        if (closes)
        {
            var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events[^1];
            Assert.Equal("closeRequested", line.Kind);
            Assert.Contains(
                $"beyond {DecimalText.Write(wanted)}, where the stop-loss was to stand: moved by hand.", line.Message,
                StringComparison.Ordinal);
        }
        else
        {
            Assert.False((await AdvanceAsync(fixture, trade, priced)).IsAsked);
        }

        Assert.Equal(Enumerable.Repeat((decimal?)wanted, closes ? 0 : 1), _stops.Select(static stop => stop.StopLoss));
    }

    [Theory]
    [InlineData(8, 1.9, 0, false)]
    [InlineData(8, 2.0, 1, false)]
    [InlineData(30, 10.0, 1, false)]
    [InlineData(30.1, 10.0, 1, true)]
    [InlineData(30.1, null, 1, false)]
    // Once, and then nobody asked for long: that is no fault of the exchange.
    [InlineData(600, 599.0, 1, false)]
    [InlineData(60, 40.0, 1, false)]
    public async Task Stop_that_does_not_move_is_asked_for_again_after_a_quarter_of_the_time_and_told_after_half_a_minute(
        double askedAgo, double? triedAgo, int stops, bool isTold)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var wanted = await AskAsync(fixture, trade, askedAgo);
        if (triedAgo is { } ago)
            Assert.True(await fixture.Ledger.TryStopAsync(
                trade.Id,
                wanted,
                since: _time.GetUtcNow().AddSeconds(-askedAgo),
                notSince: _time.GetUtcNow(),
                _time.GetUtcNow().AddSeconds(-ago),
                Token));

        await AdvanceAsync(fixture, trade, fixture.Exchange);

        var isAskedAnew = triedAgo > 15;
        Assert.Equal(
            isAskedAnew ? _time.GetUtcNow() : _time.GetUtcNow().AddSeconds(-askedAgo),
            (await fixture.Driver.TradeAsync(trade.Id)).AskedStop!.Since,
            TimeSpan.FromMilliseconds(1));
        Assert.Equal(
            (stops, isTold),
            (_stops.Count, (await fixture.Driver.NoticesAsync()).Any(static notice => notice.Kind == NoticeKinds.StopMoveFailed)));
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(300.1, true)]
    public async Task Best_price_that_no_better_one_follows_is_noted_again_after_five_minutes(double secondsAgo, bool isNoted)
    {
        await using var fixture = await OpenAsync(static strategy => strategy with { Trailing = new TrailingRule(Percent: 2) });
        var trade = await fixture.Driver.OpenAsync();
        var (best, until) = (trade.EntryPrice!.Value + 900m, _time.GetUtcNow().AddSeconds(-secondsAgo));
        await database.ExecuteAsync($"update trading.trades set best_price = {best}, best_price_until = '{until:O}'");

        await AdvanceAsync(fixture, trade, fixture.Exchange);

        Assert.Equal(
            new BestPrice(best, isNoted ? _time.GetUtcNow() : until), (await fixture.Driver.TradeAsync(trade.Id)).BestPrice);
    }

    private async Task<(TradeRecord Trade, bool IsAsked)> AdvanceAsync(TradingFixture fixture, TradeRecord opened, IExchange venue)
    {
        var exchange = AnsweredExchange<TradingStop>.Of(venue, stop =>
        {
            _stops.Add(stop);
            return new SubmitOutcome.Accepted("");
        });
        var trade = await fixture.Driver.TradeAsync(opened.Id);
        return await new MovingStop(exchange, fixture.Ledger, fixture.Service<INotificationStore>(), _time)
            .AdvanceAsync(fixture.FuturesOf(exchange, _time), trade, new PositionState(0.01m, trade.StopLoss), Token);
    }

    // A person wants it 500 nearer than planned, since so many seconds.
    private async Task<decimal> AskAsync(TradingFixture fixture, TradeRecord trade, double secondsAgo)
    {
        var wanted = trade.PlannedStopLoss!.Value + (500 * trade.Direction.Sign());
        Assert.True(await fixture.Ledger.AskStopAsync(
            trade.Id, new StopMove(wanted, StopMoveCause.Manual), line: null, _time.GetUtcNow().AddSeconds(-secondsAgo), Token));
        return wanted;
    }

    private async Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => (change ?? (static same => same))(strategy with { TakeProfits = [] }));
        return fixture;
    }
}
