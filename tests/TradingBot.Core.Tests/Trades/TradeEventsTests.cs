using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed partial class TradeEventsTests
{
    private const string Link = "00000000000000000000000000000000-e0";

    private const string Signal = "01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12";


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

    public static TheoryData<string, string, string> Lines => new()
    {
        {
            nameof(TradeEvents.SignalReceived),
            "signalReceived | Alert received from TradingView. |  | ",
            Text(TradeEvents.SignalReceived())
        },
        {
            nameof(TradeEvents.EntrySent),
            $$"""entrySent | Entry order sent: buy 0.5 BTCUSDT. | entrySent | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.EntrySent(Intent))
        },
        {
            nameof(TradeEvents.EntrySentAgain),
            $$"""entrySent | The exchange has no trace of the entry order: sent again under the same id. |  | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.EntrySentAgain(Intent.LinkId))
        },
        {
            nameof(TradeEvents.EntryAccepted),
            """entryAccepted | The exchange accepted the entry order. | entryAccepted | {"orderId":"7"}""",
            Text(TradeEvents.EntryAccepted("7"))
        },
        {
            nameof(TradeEvents.EntryFound),
            """entryAccepted | The entry order was found at the exchange. | entryAccepted | {"orderId":"7"}""",
            Text(TradeEvents.EntryFound("7"))
        },
        {
            nameof(TradeEvents.EntryUnknown),
            """entryUnknown | No clear answer to the entry order: looking it up, not sending again. |  | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.EntryUnknown(Error))
        },
        {
            nameof(TradeEvents.EntryRetried),
            $$"""entrySent | Entry order sent again under the same id, after it was refused for now. |  | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.EntryRetried(Intent.LinkId))
        },
        {
            nameof(TradeEvents.EntryDeferred),
            """entryDeferred | The exchange refused the entry for now: Too many visits. It is tried again. | entryDeferred:10006 | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.EntryDeferred(Error))
        },
        {
            nameof(TradeEvents.EntryTakenBack),
            """entryCancelled | Trading is halted: taking back what is left of the entry. | entryTakenBack | {"reason":"halt"}""",
            Text(TradeEvents.EntryTakenBack(TakeBackReason.Halt))
        },
        {
            nameof(TradeEvents.OrderRejected),
            $$"""orderRejected | The exchange rejected the entry order after accepting it. | rejected:{{Link}} | {"reason":"EC_NoEnough"}""",
            Text(TradeEvents.OrderRejected(AnOrder(OrderRole.Entry), "EC_NoEnough"))
        },
        {
            nameof(TradeEvents.OrderCancelled),
            $$"""orderCancelled | The entry order was cancelled. | cancelled:{{Link}} | {"reason":null}""",
            Text(TradeEvents.OrderCancelled(AnOrder(OrderRole.Entry), reason: null))
        },
        {
            nameof(TradeEvents.OrderRejected),
            $$"""orderRejected | The exchange rejected the exit order after accepting it. | rejected:{{Link}} | {"reason":"EC_NoEnough"}""",
            Text(TradeEvents.OrderRejected(AnOrder(OrderRole.Exit), "EC_NoEnough"))
        },
        {
            nameof(TradeEvents.OrderCancelled),
            $$"""orderCancelled | The exit order was cancelled. | cancelled:{{Link}} | {"reason":null}""",
            Text(TradeEvents.OrderCancelled(AnOrder(OrderRole.Exit), reason: null))
        },
        {
            nameof(TradeEvents.OrderRejected),
            $$"""orderRejected | The exchange rejected the stop order after accepting it. | rejected:{{Link}} | {"reason":"EC_NoEnough"}""",
            Text(TradeEvents.OrderRejected(AnOrder(OrderRole.Stop), "EC_NoEnough"))
        },
        {
            nameof(TradeEvents.OrderCancelled),
            $$"""orderCancelled | The stop order was cancelled. | cancelled:{{Link}} | {"reason":null}""",
            Text(TradeEvents.OrderCancelled(AnOrder(OrderRole.Stop), reason: null))
        },
        {
            nameof(TradeEvents.OrderRejected),
            $$"""orderRejected | The exchange rejected the target order after accepting it. | rejected:{{Link}} | {"reason":"EC_NoEnough"}""",
            Text(TradeEvents.OrderRejected(AnOrder(OrderRole.TakeProfit), "EC_NoEnough"))
        },
        {
            nameof(TradeEvents.OrderCancelled),
            $$"""orderCancelled | The target order was cancelled. | cancelled:{{Link}} | {"reason":null}""",
            Text(TradeEvents.OrderCancelled(AnOrder(OrderRole.TakeProfit), reason: null))
        },
        {
            nameof(TradeEvents.EntryMissing),
            """positionMissing | The exchange does not show the entry order that it had taken: looking for what became of it. |  | """,
            Text(TradeEvents.EntryMissing())
        },
        {
            nameof(TradeEvents.EntryShown),
            """positionFound | The exchange shows the entry order again. |  | """,
            Text(TradeEvents.EntryShown())
        },
        {
            nameof(TradeEvents.OrderSentAgain),
            $$"""exitSent | The exchange shows no trace of the exit order: sent again under the same id. | sentAgain:{{Link}} | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.OrderSentAgain(AnOrder(OrderRole.Exit)))
        },
        {
            nameof(TradeEvents.OrderSentAgain),
            $$"""stopSent | The exchange shows no trace of the stop order: sent again under the same id. | sentAgain:{{Link}} | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.OrderSentAgain(AnOrder(OrderRole.Stop)))
        },
        {
            nameof(TradeEvents.CloseRequestedBySignal),
            $$"""closeRequested | The strategy's alert asks to close. | closeBySignal:{{Signal}} | {"signalId":"{{Signal}}"}""",
            Text(TradeEvents.CloseRequestedBySignal(ATrade.Closed.SignalId))
        },
        {
            nameof(TradeEvents.CloseRequestedByPerson),
            """closeRequested | Close requested by admin. |  | {"by":"admin","reason":null}""",
            Text(TradeEvents.CloseRequestedByPerson("admin", reason: null))
        },
        {
            nameof(TradeEvents.CloseRequestedByPerson),
            """closeRequested | Close requested by admin: news |  | {"by":"admin","reason":"news"}""",
            Text(TradeEvents.CloseRequestedByPerson("admin", "news"))
        },
        {
            nameof(TradeEvents.CloseRequestedByHalt),
            """closeRequested | Close requested: the halt flattens every trade. |  | {"by":"admin","reason":"news"}""",
            Text(TradeEvents.CloseRequestedByHalt("admin", "news"))
        },
        {
            nameof(TradeEvents.CloseRequestedUnprotected),
            "closeRequested | Closing the position: no stop was planned for it. | unprotected | ",
            Text(TradeEvents.CloseRequestedUnprotected("no stop was planned for it", error: null))
        },
        {
            nameof(TradeEvents.CloseRequestedUnprotected),
            """closeRequested | Closing the position: the exchange refused its stop. | unprotected | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.CloseRequestedUnprotected("the exchange refused its stop", Error))
        },
        {
            nameof(TradeEvents.CloseDueByHalt),
            "closeRequested | Trading was halted with the order to close everything. | due:Halt | ",
            Text(TradeEvents.CloseDueByHalt())
        },
        {
            nameof(TradeEvents.CloseDueByTime),
            "closeRequested | The position has stood for 30 minutes, the strategy's time stop. | due:TimeStop | ",
            Text(TradeEvents.CloseDueByTime(30))
        },
        {
            nameof(TradeEvents.CloseDueByStop),
            "closeRequested | The market is beyond the stop and no stop order stands at the exchange: closing at market. | due:StopLoss | ",
            Text(TradeEvents.CloseDueByStop(Category.Spot))
        },
        {
            nameof(TradeEvents.CloseDueByTarget),
            "closeRequested | The target price was reached. | due:TakeProfit | ",
            Text(TradeEvents.CloseDueByTarget())
        },
        {
            nameof(TradeEvents.ExitSent),
            $$"""exitSent | Exit order sent: buy 0.5 BTCUSDT at market. |  | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.ExitSent(Intent))
        },
        {
            nameof(TradeEvents.ExitRejected),
            """exitRejected | The exchange refused the exit order: Too many visits. |  | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.ExitRejected(Error))
        },
        {
            nameof(TradeEvents.ExitWaits),
            "exitWaits | Closing waits: no answer. It goes on as soon as the exchange takes calls again. | exitWaits | ",
            Text(TradeEvents.ExitWaits("no answer."))
        },
        {
            nameof(TradeEvents.PositionMissing),
            """positionMissing | The exchange does not show 0.2 of the 0.4 BTCUSDT that are open: looking for what closed it. |  | {"missing":"0.2","open":"0.4"}""",
            Text(TradeEvents.PositionMissing(ATrade.Closed with { ExitedQuantity = 0.1m }, 0.20m))
        },
        {
            nameof(TradeEvents.PositionFound),
            "positionFound | The exchange shows the whole position again. |  | ",
            Text(TradeEvents.PositionFound())
        },
        {
            nameof(TradeEvents.Settled),
            """settled | Settled: result unknown after 0.1 USDT of fees. | finished | {"realizedPnl":"0","fees":"0.1","funding":"0","venuePnl":null}""",
            Text(TradeEvents.Settled(
                ATrade.Closed with { ExitedQuantity = 0m, RealizedPnl = null, PositionMissingSince = DateTimeOffset.UnixEpoch },
                exchangePnl: null))
        },
        {
            nameof(TradeEvents.Settled),
            """settled | Settled: +1.95 USDT after 0.1 USDT of fees. | finished | {"realizedPnl":"1.95","fees":"0.1","funding":"0","venuePnl":"1.9"}""",
            Text(TradeEvents.Settled(ATrade.Closed, 1.90m))
        },
        {
            nameof(TradeEvents.Settled),
            """settled | Settled: -0.66666667 USDT after 0.1 USDT of fees. | finished | {"realizedPnl":"-0.6666666666666666666666666667","fees":"0.1","funding":"0","venuePnl":null}""",
            Text(TradeEvents.Settled(ATrade.Closed with { RealizedPnl = -2m / 3 }, exchangePnl: null))
        },
        {
            nameof(TradeEvents.Failed),
            """failed | The exchange said no. | finished | {"code":"exchange.rejected"}""",
            Text(TradeEvents.Failed(new Denial(DenialCodes.ExchangeRejected, "The exchange said no.")))
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(DecidedLines))]
    [MemberData(nameof(PartLines))]
    [MemberData(nameof(AdditionLines))]
    [MemberData(nameof(EntryMoveLines))]
    [MemberData(nameof(TargetLines))]
    [MemberData(nameof(StopLines))]
    [MemberData(nameof(OptionLines))]
    [MemberData(nameof(FundingLines))]
    [MemberData(nameof(FillLines))]
    public void Line_has_its_kind_sentence_name_and_data(string member, string expected, string told)
    {
        Assert.NotEmpty(member);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void Every_line_has_its_row() =>
        Assert.Equal(
            Sentences.Of(typeof(TradeEvents), typeof(NewTradeEvent)),
            Sentences.Written(
                [
                    .. Lines, .. DecidedLines, .. PartLines, .. AdditionLines, .. EntryMoveLines, .. TargetLines, .. StopLines,
                    .. OptionLines, .. FundingLines, .. FillLines,
                ]));

    private static string Text(NewTradeEvent line) => $"{line.Kind} | {line.Message} | {line.Once} | {line.Data?.ToJsonString()}";

    private static OrderRecord AnOrder(OrderRole role) => new()
    {
        LinkId = Intent.LinkId,
        TradeId = ATrade.Closed.Id,
        Role = role,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Quantity = 0.50m,
        Status = OrderStatus.Rejected,
        FilledQuantity = 0m,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
