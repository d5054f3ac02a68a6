using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// Order, fills and positions of a market as one comparable line: once as the exchange holds them, once as the client reports them.
/// </summary>
internal static class Snapshot
{
    public static async Task<string> OfExchangeAsync(PaperFixture fixture, MarketCase marketCase)
    {
        // No order exists twice, and none under another name than ours but the position's own stops.
        var orders = await fixture.State.OrdersAsync(marketCase.Wire, marketCase.SymbolText);
        var order = Assert.Single(orders, order => order.GetProperty("orderLinkId").GetString() == ClientOperation.LinkId);
        Assert.All(orders, one => Assert.True(one.GetProperty("orderLinkId").GetString() is "" or ClientOperation.LinkId));
        var fills = (await fixture.State.FillsAsync(marketCase.Wire, marketCase.SymbolText))
            .Select(fill => $"{fill.GetProperty("execId")} {ExchangeState.Number(fill, "execQty"):0.######} {ExchangeState.Number(fill, "execFee"):0.############}");
        var positions = (await fixture.State.PositionsAsync(marketCase.Wire, marketCase.SymbolText))
            .Select(row => $"{row.GetProperty("positionIdx")} {ExchangeState.Number(row, "size"):0.######} {ExchangeState.Number(row, "stopLoss"):0.##}");
        Assert.True(ExchangeState.Number(order, "cumExecQty") <= marketCase.Quantity, "more was filled than asked for");
        var orderId = order.GetProperty("orderId").GetString();
        return Line(orderId, ExchangeState.Number(order, "cumExecQty"), ExchangeState.IsLive(order), fills, positions);
    }

    public static async Task<string> OfClientAsync(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
    {
        var order = Expect.Value(await fixture.Exchange.FindOrderAsync(
            marketCase.Category, marketCase.Symbol, OrderLinkId.Parse(ClientOperation.LinkId), token));
        var fills = Expect.Value(await fixture.Exchange.GetExecutionsAsync(
            marketCase.Category, marketCase.Symbol, TimeProvider.System.GetUtcNow().AddHours(-1), token))
            .Select(fill => $"{fill.ExecId} {fill.Quantity:0.######} {fill.Fee:0.############}");
        var positions = marketCase.Category == Category.Spot
            ? []
            : Expect.Value(await fixture.Exchange.GetPositionsAsync(marketCase.Category, marketCase.Symbol, token))
            .Select(row => $"{(int)row.Leg} {row.Quantity:0.######} {row.StopLoss ?? 0m:0.##}");
        return Line(order?.ExchangeOrderId, order?.FilledQuantity ?? 0m, order is { } found && !found.Status.IsFinal(), fills, positions);
    }

    private static string Line(string? orderId, decimal filled, bool isLive, IEnumerable<string> fills, IEnumerable<string> positions) =>
        $"{orderId} {filled:0.######} {isLive} [{string.Join(", ", fills.Order(StringComparer.Ordinal))}] [{string.Join(", ", positions)}]";
}
