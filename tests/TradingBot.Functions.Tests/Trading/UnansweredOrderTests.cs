using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An exit or a stop without an answer: when it is sent again, and what its second answer says of it.</summary>
public sealed class UnansweredOrderTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly SubmitOutcome Refused =
        new SubmitOutcome.Rejected(new ExchangeError(110_094, "Below the minimum.", RetryGuidance.Permanent));

    private static readonly SubmitOutcome Lost =
        new SubmitOutcome.Unknown(new ExchangeError(0, "No answer.", RetryGuidance.VerifyFirst));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    public async Task Order_is_sent_again_once_it_was_unseen_for_a_second(double seconds, bool isSent)
    {
        await using var fixture = await OpenAsync();

        var (sent, order) = await SendAsync(fixture, OrderRole.Exit, seconds, new SubmitOutcome.Accepted("exchange-1"));

        Assert.Equal(isSent ? 1 : 0, sent);
        Assert.Equal(isSent ? (OrderStatus.Open, "exchange-1") : (OrderStatus.Sent, null), (order.Status, order.ExchangeOrderId));
        var again = (await StoryAsync(fixture, order)).Where(static line => line.Message.Contains("again", StringComparison.Ordinal));
        Assert.Equal(isSent ? 1 : 0, again.Count());
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(6.1, true)]
    public async Task Refusal_counts_once_the_first_sending_can_no_longer_arrive(double seconds, bool counts)
    {
        await using var fixture = await OpenAsync();

        var (_, order) = await SendAsync(fixture, OrderRole.Exit, seconds, Refused);

        Assert.Equal(counts ? OrderStatus.Rejected : OrderStatus.Sent, order.Status);
        Assert.Equal(counts ? "Below the minimum." : null, order.Reason);
    }

    // Each sending that had no answer may still arrive: the last one counts, and not the first.
    [Theory]
    [InlineData(0.9, 0, OrderStatus.Unknown)]
    [InlineData(6, 1, OrderStatus.Unknown)]
    [InlineData(6.1, 1, OrderStatus.Rejected)]
    public async Task Order_that_was_sent_again_before_waits_from_its_last_sending(double seconds, int times, OrderStatus status)
    {
        await using var fixture = await OpenAsync();

        var (sent, order) = await SendAsync(fixture, OrderRole.Exit, seconds: 60, Refused, answeredAgo: seconds);

        Assert.Equal((times, status), (sent, order.Status));
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.2, true)]
    public async Task Refusal_that_takes_its_time_counts_from_when_it_came(double takes, bool counts)
    {
        await using var fixture = await OpenAsync();

        var (_, order) = await SendAsync(fixture, OrderRole.Exit, seconds: 5.9, Refused, takes: takes);

        Assert.Equal(counts ? OrderStatus.Rejected : OrderStatus.Sent, order.Status);
    }

    [Fact]
    public async Task Answer_that_is_lost_again_leaves_the_order_unknown()
    {
        await using var fixture = await OpenAsync();

        var (_, order) = await SendAsync(fixture, OrderRole.Exit, seconds: 2, Lost);

        Assert.Equal(OrderStatus.Unknown, order.Status);
    }

    [Theory]
    [InlineData(OrderRole.Exit, "exitRejected")]
    [InlineData(OrderRole.Stop, "stopRefused")]
    [InlineData(OrderRole.TakeProfit, "targetRefused")]
    public async Task Refusal_is_told_as_that_of_an_exit_a_stop_or_a_target(OrderRole role, string kind)
    {
        await using var fixture = await OpenAsync();

        var (_, order) = await SendAsync(fixture, role, seconds: 7, Refused);

        var line = (await StoryAsync(fixture, order))[^1];
        Assert.Equal(kind, line.Kind);
        Assert.Contains("Below the minimum.", line.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<TradeEvent>> StoryAsync(TradingFixture fixture, OrderRecord order) =>
        (await fixture.Ledger.ReadStoryAsync(order.TradeId, Token))!.Events;

    // An order that was written down as sent so many seconds ago.
    private static async Task<(int Sent, OrderRecord Order)> SendAsync(
        TradingFixture fixture, OrderRole role, double seconds, SubmitOutcome answer, double? answeredAgo = null,
        double takes = 0)
    {
        var trade = await fixture.Driver.TradeAsync(await fixture.Driver.ApproveAsync());
        var intent = fixture.Service<FuturesPositions>().ExitIntent(trade, new ExitOrder(0.01m, Attempt: 0, ClosesAll: false)) with
        {
            LinkId = role == OrderRole.TakeProfit ? OrderLinkId.ForTarget(trade.Id, 0, 0) : OrderLinkId.For(trade.Id, role),
        };
        var time = StoppedClock.Create();
        var at = time.GetUtcNow().AddSeconds(-seconds);
        var (order, _) = await fixture.Ledger.IntendOrderAsync(trade.Id, role, intent, TradeEvents.ExitSent(intent), at, Token);
        if (answeredAgo is { } ago)
        {
            var unknown = new OrderUpdate(intent.LinkId, OrderStatus.Unknown);
            await fixture.Ledger.UpdateOrderAsync(trade.Id, unknown, line: null, time.GetUtcNow().AddSeconds(-ago), Token);
            order = await fixture.Driver.OrderAsync(trade.Id, role);
        }

        var sent = 0;
        var exchange = AnsweredExchange<OrderIntent>.Of(fixture.Exchange, again =>
        {
            Assert.Equal(intent, again);
            sent++;
            time.Advance(TimeSpan.FromSeconds(takes));
            return answer;
        });

        await new UnansweredOrder(exchange, fixture.Ledger, time).SendAgainAsync(trade, order, intent, Token);

        return (sent, await fixture.Driver.OrderAsync(trade.Id, role));
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
