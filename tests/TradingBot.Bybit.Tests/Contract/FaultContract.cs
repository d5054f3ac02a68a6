using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// The contract, for every market, fault and wish: a yes is true, a no changed nothing, an unknown is one or the other; asking again
/// with the same id does it exactly once; and in the end the client's picture is the venue's.
/// </summary>
public static class FaultContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Everywhere =
        ["none", "delay", "delayAfter", "dropBefore", "dropAfter", "503", "429", "403", "clock", "10006", "10016", "987654"];

    private static readonly string[] OnOrders =
        ["500", "502", "10000", "10001", "10002", "110007", "170007", "rejectAfterAck", "partialFill", "splitFill", "hide"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> SpotCases => Cases("place", "batch", "amend", "cancel");

    public static TheoryData<string, string> LinearCases => Cases("place", "batch", "amend", "cancel", "stop");

    public static TheoryData<string, string> HedgeCases => LinearCases;

    public static TheoryData<string, string> InverseCases => LinearCases;

    public static TheoryData<string, string> OptionCases => SpotCases;

    /// <summary>Asks for one thing under one fault, then again without.</summary>
    public static async Task HoldsAsync(string market, string kind, string fault)
    {
        var (desk, lane) = await Lane.OpenAsync(market, Token);
        await using var _ = desk;
        var wish = Wish.Of(kind, desk, lane, Token);
        await wish.PrepareAsync();
        await ArrangeAsync(desk, wish.Path, fault);

        var outcome = await wish.AskAsync();

        if (outcome is SubmitOutcome.Accepted)
            await Eventually.TrueAsync(wish.IsDoneAsync, "what was accepted is done", Patience, Token);
        if (outcome is SubmitOutcome.Rejected)
            Assert.False(await wish.IsDoneAsync(), $"refused with {outcome}, yet done");
        if (fault == "none")
            Assert.IsType<SubmitOutcome.Accepted>(outcome);
        // The ban is over.
        if (fault == "403")
            desk.Time.Skip(TimeSpan.FromMinutes(10.1));

        var again = await Wish.UntilKnownAsync(wish.AskAsync);

        Assert.True(again is SubmitOutcome.Accepted, $"asked again: {again}");
        await Eventually.TrueAsync(wish.IsDoneAsync, "it is done in the end", Patience, Token);
        await AgreeAsync(desk, lane);
    }

    private static TheoryData<string, string> Cases(params string[] wishes)
    {
        var cases = new TheoryData<string, string>();
        foreach (var wish in wishes)
        {
            foreach (var fault in wish == "place" ? Everywhere.Concat(OnOrders) : Everywhere)
                cases.Add(wish, fault);
        }

        return cases;
    }

    private static async Task ArrangeAsync(PaperDesk desk, string path, string fault)
    {
        switch (fault)
        {
            case "none":
                break;
            case "clock":
                desk.Time.Skip(TimeSpan.FromSeconds(90));
                break;
            case "delay" or "delayAfter":
                await desk.FaultAsync(new { path, kind = fault, delayMs = 1300 }, Token);
                break;
            case "hide":
                await desk.FaultAsync(new { path, kind = fault, delayMs = 700 }, Token);
                break;
            case { Length: 3 }:
                await desk.FaultAsync(new { path, kind = "status", status = int.Parse(fault) }, Token);
                break;
            case var code when int.TryParse(code, out var retCode):
                await desk.FaultAsync(new { path, kind = "retCode", retCode, retMsg = "サーバーエラー" }, Token);
                break;
            default:
                await desk.FaultAsync(new { path, kind = fault }, Token);
                break;
        }
    }

    private static async Task AgreeAsync(PaperDesk desk, Lane lane)
    {
        var linkId = OrderLinkId.Parse(Wish.LinkId);
        var order = Assert.Single(await desk.Truth.OrdersAsync(lane.Wire, lane.SymbolText, Wish.LinkId));
        var seen = await Eventually.ValueAsync(
            async () => Expect.Value(await desk.Exchange.FindOrderAsync(lane.Category, lane.Symbol, linkId, Token)),
            found => found is { Status: not OrderStatus.Open } || found is not null && VenueTruth.IsLive(order), "the client sees the order", Patience, Token);
        order = Assert.Single(await desk.Truth.OrdersAsync(lane.Wire, lane.SymbolText, Wish.LinkId));
        Assert.Equal(order.GetProperty("orderId").GetString(), seen!.VenueOrderId);
        Assert.Equal(VenueTruth.Number(order, "cumExecQty"), seen.FilledQuantity);
        Assert.Equal(VenueTruth.IsLive(order), !seen.Status.IsFinal());

        var fills = await desk.Truth.FillsAsync(lane.Wire, lane.SymbolText);
        var told = Expect.Value(await desk.Exchange.GetExecutionsAsync(lane.Category, lane.Symbol, TimeProvider.System.GetUtcNow().AddHours(-1), Token));
        Assert.Equal(
            fills.Select(fill => (fill.GetProperty("execId").GetString(), VenueTruth.Number(fill, "execQty"), VenueTruth.Number(fill, "execFee"))).OrderBy(fill => fill.Item1, StringComparer.Ordinal),
            told.Select(fill => ((string?)fill.ExecId, fill.Quantity, fill.Fee)).OrderBy(fill => fill.Item1, StringComparer.Ordinal));
        Assert.Equal(VenueTruth.Number(order, "cumExecQty"), told.Sum(fill => fill.Quantity));
        Assert.True(told.Sum(fill => fill.Quantity) <= lane.Quantity, "more was filled than asked for");

        if (lane.Category == Core.Markets.Category.Spot)
            return;
        var held = await desk.Truth.PositionsAsync(lane.Wire, lane.SymbolText);
        var shown = Expect.Value(await desk.Exchange.GetPositionsAsync(lane.Category, lane.Symbol, Token));
        Assert.Equal(
            held.Select(row => (VenueTruth.Number(row, "size"), VenueTruth.Number(row, "stopLoss"), row.GetProperty("positionIdx").GetInt32())),
            shown.Select(row => (row.Quantity, row.StopLoss ?? 0m, (int)row.Leg)));
    }
}
