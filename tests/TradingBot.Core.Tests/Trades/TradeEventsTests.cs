using System.Reflection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class TradeEventsTests
{
    private static readonly ExchangeError Error = new(10006, "Too many visits.", RetryGuidance.RetryLater);

    private static readonly OrderIntent Intent = new()
    {
        LinkId = OrderLinkId.For(new TradeId(Guid.Empty), OrderRole.Entry),
        Category = Category.Linear,
        Symbol = Symbol.Parse("BTCUSDT"),
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Quantity = 0.50m,
    };

    private static readonly TradePlan Plan = new()
    {
        Direction = Direction.Long,
        OrderType = OrderType.Market,
        Quantity = 0.50m,
        ReferencePrice = 100m,
        StopLoss = 98m,
        Targets = [],
        Notional = 50m,
        Risk = 1.234m,
    };

    public static TheoryData<string, string, string?, string> Lines => new()
    {
        { "signalReceived", "Alert received from TradingView.", null, Text(TradeEvents.SignalReceived()) },
        { "decided", "Approved: long 0.5 BTCUSDT, risking 1.23 USDT.", "decided", Text(TradeEvents.Decided(Plan, Intent.Symbol, "USDT")) },
        { "entrySent", "Entry order sent: buy 0.5 BTCUSDT.", "entrySent", Text(TradeEvents.EntrySent(Intent)) },
        { "entryAccepted", "The exchange accepted the entry order.", "entryAccepted", Text(TradeEvents.EntryAccepted("1")) },
        { "entryAccepted", "The entry order was found at the exchange.", "entryAccepted", Text(TradeEvents.EntryFound("1")) },
        {
            "entryUnknown",
            "No clear answer to the entry order: looking it up, not sending again.",
            null,
            Text(TradeEvents.EntryUnknown(Error))
        },
        { "entryFilled", "Entry filled: 0.5 at 100.", "fill:e", Text(TradeEvents.Filled(AFill(OrderRole.Entry))) },
        { "exitFilled", "Stop-loss filled: 0.5 at 100.", "fill:e", Text(TradeEvents.Filled(AFill(OrderRole.Stop))) },
        { "exitFilled", "Take-profit filled: 0.5 at 100.", "fill:e", Text(TradeEvents.Filled(AFill(OrderRole.TakeProfit))) },
        { "exitFilled", "Exit filled: 0.5 at 100.", "fill:e", Text(TradeEvents.Filled(AFill(OrderRole.Exit))) },
        {
            "entryCancelled",
            "Trading is halted: taking back what is left of the entry.",
            "haltedEntry",
            Text(TradeEvents.EntryTakenBack())
        },
        { "stopSent", "Stop order sent.", null, Text(TradeEvents.StopSent(Intent)) },
        { "stopConfirmed", "Stop-loss confirmed at the exchange.", null, Text(TradeEvents.StopConfirmed(98m)) },
        { "stopMoved", "The stop-loss at the exchange was moved.", null, Text(TradeEvents.StopMoved(99m, 98m)) },
        { "stopMissing", "The position has no stop at the exchange: setting it.", null, Text(TradeEvents.StopMissing(98m)) },
        { "stopRestored", "The missing stop-loss stands again at the exchange.", null, Text(TradeEvents.StopRestored(98m)) },
        { "closeRequested", "Close requested by admin.", null, Text(TradeEvents.CloseRequestedByPerson("admin", reason: null)) },
        { "closeRequested", "Close requested by admin: news", null, Text(TradeEvents.CloseRequestedByPerson("admin", "news")) },
        {
            "closeRequested",
            "Close requested: the halt flattens every trade.",
            null,
            Text(TradeEvents.CloseRequestedByHalt("admin", "news"))
        },
        {
            "closeRequested",
            "Closing the position: no stop was planned for it.",
            "unprotected",
            Text(TradeEvents.CloseRequestedUnprotected("no stop was planned for it", error: null))
        },
        { "closeRequested", "Trading was halted with the order to close everything.", "due:Halt", Text(TradeEvents.CloseDueByHalt()) },
        {
            "closeRequested",
            "The position has stood for 30 minutes, the strategy's time stop.",
            "due:TimeStop",
            Text(TradeEvents.CloseDueByTime(30))
        },
        { "closeRequested", "The target price was reached.", "due:TakeProfit", Text(TradeEvents.CloseDueByTarget()) },
        { "exitSent", "Exit order sent: buy 0.5 BTCUSDT at market.", null, Text(TradeEvents.ExitSent(Intent)) },
        { "exitRejected", "The exchange refused the exit order: Too many visits.", null, Text(TradeEvents.ExitRejected(Error)) },
        {
            "failed",
            "The exchange said no.",
            "finished",
            Text(TradeEvents.Failed(new Denial(DenialCodes.ExchangeRejected, "The exchange said no.")))
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_has_its_kind_sentence_and_name(string kind, string message, string? once, string told) =>
        Assert.Equal($"{kind} | {message} | {once}", told);

    [Fact]
    public void List_of_kinds_is_complete() => Assert.Equal(
        typeof(TradeEventKinds)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Order(),
        TradeEventKinds.All.Order());

    [Fact]
    public void Figures_are_written_as_text_without_trailing_zeros()
    {
        var data = TradeEvents.Decided(Plan, Intent.Symbol, "USDT").Data!;

        Assert.Equal("""{"quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234"}""", data.ToJsonString());
    }

    private static string Text(NewTradeEvent line) => $"{line.Kind} | {line.Message} | {line.Once}";

    private static Fill AFill(OrderRole role) => new()
    {
        ExecId = "e",
        Role = role,
        Side = OrderSide.Buy,
        Price = 100m,
        Quantity = 0.50m,
        Value = 50m,
        Fee = 0.05m,
        FeeCurrency = "USDT",
        IsMaker = false,
        At = DateTimeOffset.UnixEpoch,
    };
}
