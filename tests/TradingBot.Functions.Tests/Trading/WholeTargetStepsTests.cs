using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>When the one target for a whole position is put back, asked for again, told, or taken for reached.</summary>
public sealed class WholeTargetStepsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();
    private readonly List<TradingStop> _stops = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, 0.01, 0, false, 1)]
    [InlineData(Category.Inverse, 0.01, 0, false, 1)]
    [InlineData(Category.Spot, 0.01, 0, false, 0)]
    [InlineData(Category.Linear, 0, 0, false, 0)]
    [InlineData(Category.Linear, 0.006, 0.004, false, 0)]
    [InlineData(Category.Linear, 0.01, 0, true, 0)]
    public async Task Target_that_is_gone_is_put_back_where_the_exchange_keeps_it_and_nothing_is_missing(
        Category category, double standing, double missing, bool stands, int stops)
    {
        await using var fixture = await OpenAsync();
        var symbol = category == Category.Inverse ? Symbol.Parse("BTCUSD") : TradeDriver.Btc;
        var trade = await fixture.Driver.OpenAsync() with { Category = category, Symbol = symbol };
        var holding = new PositionState((decimal)standing, trade.StopLoss, (decimal)missing)
        {
            TakeProfit = stands ? trade.WholeTarget : null,
        };

        await KeepAsync(fixture, trade, holding, trade.EntryPrice!.Value);

        Assert.Equal(
            Enumerable.Repeat(
                new TradingStop(category, symbol, StopLoss: null, trade.WholeTarget) { Direction = Direction.Long }, stops),
            _stops);
    }

    [Theory]
    [InlineData(Direction.Long, -0.1, false)]
    [InlineData(Direction.Long, 0, true)]
    [InlineData(Direction.Long, 0.1, true)]
    [InlineData(Direction.Short, 0.1, false)]
    [InlineData(Direction.Short, 0, true)]
    public async Task Price_at_a_target_that_is_gone_closes_the_trade_and_asks_for_no_target(Direction side, double above, bool closes)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { Direction = side };

        var after = await KeepAsync(
            fixture, trade, new PositionState(0.01m, trade.StopLoss), trade.WholeTarget!.Value + (decimal)above);

        Assert.Equal(closes ? CloseReason.TakeProfit : null, after.CloseReason);
        Assert.Equal(closes ? [] : [side], _stops.Select(static stop => stop.Direction));
        Assert.Equal(!closes, (await fixture.Driver.StoryAsync(trade.Id)).Contains(TradeEventKinds.TargetMissing));
    }

    // Asked for again after a quarter of the time for which it is wanted, and told after half a minute.
    [Theory]
    [InlineData(8, 1.9, 0, false)]
    [InlineData(8, 2.0, 1, false)]
    [InlineData(30, null, 1, false)]
    [InlineData(30.1, null, 1, true)]
    public async Task Target_that_a_person_has_changed_is_asked_for_until_it_stands(
        double askedAgo, double? triedAgo, int stops, bool isTold)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { TargetsAskedAt = _time.GetUtcNow().AddSeconds(-askedAgo) };
        if (triedAgo is { } ago)
            await database.ExecuteAsync($"update trading.trades set targets_tried_at = '{_time.GetUtcNow().AddSeconds(-ago):O}'");
        var before = new PositionState(0.01m, trade.StopLoss) { TakeProfit = 77_000m };

        var after = await KeepAsync(fixture, trade, before, trade.EntryPrice!.Value);

        Assert.Equal(Enumerable.Repeat(trade.WholeTarget, stops), _stops.Select(static stop => stop.TakeProfit));
        var told = (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.TargetFailed).ToList();
        Assert.Equal(isTold ? 1 : 0, told.Count);
        Assert.All(told, static notice => Assert.Contains("still stands at 77000 at", notice.Body, StringComparison.Ordinal));
        Assert.Equal(trade.Targets, after.Targets);
        Assert.DoesNotContain(TradeEventKinds.TargetMissing, await fixture.Driver.StoryAsync(trade.Id));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(4.4, 1.1)]
    [InlineData(239, 59.75)]
    [InlineData(240, 60)]
    [InlineData(86_400, 60)]
    public void What_the_exchange_does_not_hold_is_asked_for_again_after_a_quarter_of_the_time_within_a_second_and_a_minute(
        double wanted, double pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), AskedAgain.PauseAfter(TimeSpan.FromSeconds(wanted)));

    private Task<TradeRecord> KeepAsync(TradingFixture fixture, TradeRecord trade, PositionState holding, decimal price)
    {
        var priced = AlteredExchange<Ticker>.Of(
            fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = price });
        var exchange = AnsweredExchange<TradingStop>.Of(priced, stop =>
        {
            _stops.Add(stop);
            return new SubmitOutcome.Accepted("");
        });
        return new WholeTarget(exchange, fixture.Ledger, fixture.Service<INotificationStore>(), _time).KeepAsync(trade, holding, Token);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
