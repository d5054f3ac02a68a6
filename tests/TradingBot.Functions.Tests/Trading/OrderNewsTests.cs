using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What the exchange tells of the trade's own orders, in the books and in the story.</summary>
public sealed class OrderNewsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderStatus.PartiallyFilled, "0.001", "0.004")]
    [InlineData(OrderStatus.Open, "0", "0.004")]
    public async Task What_an_order_has_filled_further_is_in_the_books_though_its_status_is_the_same(
        OrderStatus status, string before, string after)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        await RestingEntry.LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        await fixture.Controls.SettledAsync();
        await database.ExecuteAsync($"update trading.orders set filled_quantity = {before}");
        var known = new OrderUpdate(OrderLinkId.For(id, OrderRole.Entry), status);
        await fixture.Ledger.UpdateOrderAsync(id, known, line: null, fixture.Clock.GetUtcNow(), Token);
        var further = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange,
            nameof(IExchange.FindOrderAsync),
            order => order! with { Status = status, FilledQuantity = decimal.Parse(after) });

        await new FillSynchronizer(further, fixture.Ledger, fixture.Clock).RunAsync(await fixture.Driver.TradeAsync(id), Token);

        Assert.Equal(decimal.Parse(after), (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).FilledQuantity);
    }

    [Theory]
    [InlineData(OrderStatus.Rejected, "orderRejected")]
    [InlineData(OrderStatus.Cancelled, "orderCancelled")]
    public async Task Order_that_ended_at_the_exchange_is_in_the_story_with_its_reason(OrderStatus status, string kind)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var id = await RestingEntry.RestAsync(fixture);
        await RestingEntry.LookUntilEntryIsAsync(fixture, id, OrderStatus.Open);
        await fixture.Controls.SettledAsync();
        var ended = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange, nameof(IExchange.FindOrderAsync), order => order! with { Status = status, RejectReason = "EC_Example" });

        await new FillSynchronizer(ended, fixture.Ledger, fixture.Clock).RunAsync(await fixture.Driver.TradeAsync(id), Token);

        Assert.Equal(status, (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).Status);
        var line = (await fixture.Ledger.ReadStoryAsync(id, Token))!.Events[^1];
        Assert.Equal((kind, "EC_Example"), (line.Kind, (string?)line.Data!["reason"]));
    }
}
