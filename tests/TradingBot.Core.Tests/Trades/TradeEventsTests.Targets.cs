using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Targets that close parts.</summary>
public sealed partial class TradeEventsTests
{
    private static TradeRecord Laddered => ATrade.Closed with { Targets = [new PlannedTarget(104.0m, 40m), new PlannedTarget(108m, 60m)] };

    private static OrderLinkId Leg => OrderLinkId.ForTarget(ATrade.Closed.Id, 1, 0);

    public static TheoryData<string, string, string> TargetLines => new()
    {
        {
            nameof(TradeEvents.TargetSent),
            $$"""targetSent | Order of target 2 of 2 sent: 0.3 at 108. |  | {"orderLinkId":"{{Leg}}","quantity":"0.3","price":"108"}""",
            Text(TradeEvents.TargetSent(
                Laddered, 1, Intent with { LinkId = Leg, Quantity = 0.30m, LimitPrice = 108.0m, Type = OrderType.Limit }))
        },
        {
            nameof(TradeEvents.TargetRefused),
            """targetRefused | The exchange refused the order of target 2 of 2: No. |  | {"code":"7","message":"No."}""",
            Text(TradeEvents.TargetRefused(Laddered, 1, new ExchangeError(7, "No.", RetryGuidance.Permanent)))
        },
        {
            nameof(TradeEvents.TargetReached),
            $$"""targetReached | Reached: target 2 of 2. 0.3 are closed. | target:{{Leg}} | {"target":"2","quantity":"0.3","orderLinkId":"{{Leg}}"}""",
            Text(TradeEvents.TargetReached(Laddered, 1, 0.30m, Leg))
        },
        {
            nameof(TradeEvents.TargetDue),
            """targetReached | Reached: target 1 of 2. The price is 104.5; closing 0.2. | target:0:104 | {"target":"1","price":"104.5","quantity":"0.2"}""",
            Text(TradeEvents.TargetDue(Laddered, 0, 104.50m, 0.20m))
        },
        {
            nameof(TradeEvents.TargetDue),
            """targetReached | Reached: the target. The price is 104.5; closing 0.2. | target:0:104 | {"target":"1","price":"104.5","quantity":"0.2"}""",
            Text(TradeEvents.TargetDue(Laddered with { Targets = [new PlannedTarget(104m, 50m)] }, 0, 104.50m, 0.20m))
        },
        {
            nameof(TradeEvents.TargetsChanged),
            "targetsChanged | Targets changed by owner to 105 (30 %), 109 (70 %): news One waits. |  | "
                + """{"by":"owner","reason":"news","takeProfits":"105 (30 %), 109 (70 %)","before":"104 (40 %), 108 (60 %)"}""",
            Text(TradeEvents.TargetsChanged(
                "owner", "news", Laddered.Targets, [new PlannedTarget(105.0m, 30.0m), new PlannedTarget(109m, 70m)], ["One waits."]))
        },
        {
            nameof(TradeEvents.TargetsChanged),
            "targetsChanged | Targets removed by owner. |  | "
                + """{"by":"owner","reason":null,"takeProfits":"","before":"108 (60 %)"}""",
            Text(TradeEvents.TargetsChanged(
                "owner",
                reason: null,
                [Laddered.Targets[0] with { IsReached = true }, Laddered.Targets[1]],
                [Laddered.Targets[0] with { IsReached = true }],
                []))
        },
        {
            nameof(TradeEvents.TargetMoved),
            """targetMoved | The order of target 1 of 2 was moved at the exchange from 104 to 105. |  | {"target":"1","price":"105","before":"104"}""",
            Text(TradeEvents.TargetMoved(Laddered, 0, 105.0m))
        },
        {
            nameof(TradeEvents.WholeTargetMissing),
            """targetMissing | The target at 104 is gone at the exchange: putting it back. | targetMissing:197001010000 | {"price":"104"}""",
            Text(TradeEvents.WholeTargetMissing(104.0m, DateTimeOffset.UnixEpoch))
        },
        {
            nameof(TradeEvents.WholeTargetRefused),
            """targetRefused | The exchange refused the target: No. | targetRefused:197001010000 | {"code":"7","message":"No."}""",
            Text(TradeEvents.WholeTargetRefused(new ExchangeError(7, "No.", RetryGuidance.Permanent), DateTimeOffset.UnixEpoch))
        },
        {
            nameof(TradeEvents.TargetResized),
            """targetMoved | The order of target 1 of 2 was changed at the exchange from 0.2 to 0.1: putting it back. |  | {"target":"1","quantity":"0.1","before":"0.2"}""",
            Text(TradeEvents.TargetResized(Laddered, 0, 0.20m, 0.10m))
        },
        {
            nameof(TradeEvents.TargetMissing),
            $$"""targetMissing | The order of target 1 of 2 is gone, and the bot did not cancel it: putting it back. | targetMissing:{{Intent.LinkId}} | {"target":"1","reason":"a cancel was asked for"}""",
            Text(TradeEvents.TargetMissing(Laddered, 0, AnOrder(OrderRole.TakeProfit) with { Reason = "a cancel was asked for" }))
        },
        {
            nameof(TradeEvents.OrderSentAgain),
            $$"""targetSent | The exchange shows no trace of the target order: sent again under the same id. | sentAgain:{{Intent.LinkId}} | {"orderLinkId":"{{Intent.LinkId}}"}""",
            Text(TradeEvents.OrderSentAgain(AnOrder(OrderRole.TakeProfit)))
        },
    };
}
