using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>Order, fills and positions of a lane as one comparable line: once as the venue holds them, once as the client tells them.</summary>
internal static class Picture
{
    public static async Task<string> OfVenueAsync(PaperDesk desk, Lane lane)
    {
        // No order exists twice, and none under another name than ours but the position's own stops.
        var orders = await desk.Truth.OrdersAsync(lane.Wire, lane.SymbolText);
        var order = Assert.Single(orders, order => order.GetProperty("orderLinkId").GetString() == Wish.LinkId);
        Assert.All(orders, one => Assert.True(one.GetProperty("orderLinkId").GetString() is "" or Wish.LinkId));
        var fills = (await desk.Truth.FillsAsync(lane.Wire, lane.SymbolText))
            .Select(fill => $"{fill.GetProperty("execId")} {VenueTruth.Number(fill, "execQty"):0.######} {VenueTruth.Number(fill, "execFee"):0.############}");
        var positions = (await desk.Truth.PositionsAsync(lane.Wire, lane.SymbolText))
            .Select(row => $"{row.GetProperty("positionIdx")} {VenueTruth.Number(row, "size"):0.######} {VenueTruth.Number(row, "stopLoss"):0.##}");
        Assert.True(VenueTruth.Number(order, "cumExecQty") <= lane.Quantity, "more was filled than asked for");
        return Line(order.GetProperty("orderId").GetString(), VenueTruth.Number(order, "cumExecQty"), VenueTruth.IsLive(order), fills, positions);
    }

    public static async Task<string> OfClientAsync(PaperDesk desk, Lane lane, CancellationToken token)
    {
        var order = Expect.Value(await desk.Exchange.FindOrderAsync(lane.Category, lane.Symbol, OrderLinkId.Parse(Wish.LinkId), token));
        var fills = Expect.Value(await desk.Exchange.GetExecutionsAsync(lane.Category, lane.Symbol, TimeProvider.System.GetUtcNow().AddHours(-1), token))
            .Select(fill => $"{fill.ExecId} {fill.Quantity:0.######} {fill.Fee:0.############}");
        var positions = lane.Category == Category.Spot ? [] : Expect.Value(await desk.Exchange.GetPositionsAsync(lane.Category, lane.Symbol, token))
            .Select(row => $"{(int)row.Leg} {row.Quantity:0.######} {row.StopLoss ?? 0m:0.##}");
        return Line(order?.VenueOrderId, order?.FilledQuantity ?? 0m, order is { } found && !found.Status.IsFinal(), fills, positions);
    }

    private static string Line(string? orderId, decimal filled, bool isLive, IEnumerable<string> fills, IEnumerable<string> positions) =>
        $"{orderId} {filled:0.######} {isLive} [{string.Join(", ", fills.Order(StringComparer.Ordinal))}] [{string.Join(", ", positions)}]";
}
