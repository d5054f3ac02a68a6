using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What the story says of the stop-loss.</summary>
public sealed partial class TradeEventsTests
{
    public static TheoryData<string, string, string> StopLines => new()
    {
        {
            nameof(TradeEvents.StopSent),
            $$"""stopSent | Stop order sent. |  | {"orderLinkId":"{{Link}}","triggerPrice":"98"}""",
            Text(TradeEvents.StopSent(Intent with { TriggerPrice = 98.0m }))
        },
        {
            nameof(TradeEvents.StopAsked),
            """stopSent | Stop-loss sent: 98. |  | {"stopLoss":"98"}""",
            Text(TradeEvents.StopAsked(98.0m))
        },
        {
            nameof(TradeEvents.StopAnswered),
            "stopAccepted | The exchange took the stop-loss. |  | ",
            Text(TradeEvents.StopAnswered(new SubmitOutcome.Accepted("")))
        },
        {
            nameof(TradeEvents.StopAnswered),
            """stopRefused | The exchange refused the stop-loss: Too many visits. |  | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.StopAnswered(new SubmitOutcome.Rejected(Error)))
        },
        {
            nameof(TradeEvents.StopAnswered),
            """stopUnknown | No clear answer to the stop-loss: asking the exchange what stands. |  | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.StopAnswered(new SubmitOutcome.Unknown(Error)))
        },
        {
            nameof(TradeEvents.StopLoosened),
            """stopLoosened | The stop-loss at the exchange was moved looser than it is to stand: putting it back. |  | {"stopLoss":"97","planned":"98"}""",
            Text(TradeEvents.StopLoosened(97.0m, 98.0m))
        },
        {
            nameof(TradeEvents.StopReset),
            """stopLoosened | A fill of the entry has set the stop-loss back to the planned one: moving it again. |  | {"stopLoss":"97","planned":"98"}""",
            Text(TradeEvents.StopReset(97.0m, 98.0m))
        },
        {
            nameof(TradeEvents.StopPutBack),
            """stopRestored | The stop-loss stands again where it is to stand. |  | {"stopLoss":"98","before":"97"}""",
            Text(TradeEvents.StopPutBack(98.0m, 97.0m))
        },
        {
            nameof(TradeEvents.StopConfirmed),
            """stopConfirmed | Stop-loss confirmed at the exchange. |  | {"stopLoss":"98"}""",
            Text(TradeEvents.StopConfirmed(Category.Linear, 98.0m))
        },
        {
            nameof(TradeEvents.StopMoved),
            """stopMoved | The stop-loss at the exchange was moved from 98 to 99. |  | {"stopLoss":"99","before":"98"}""",
            Text(TradeEvents.StopMoved(99.0m, 98.0m))
        },
        {
            nameof(TradeEvents.StopTightened),
            """stopTightened | The stop-loss stands at 100.2: moved to break-even. | stopTightened:100.2 | {"stopLoss":"100.2","before":"98","cause":"breakEven"}""",
            Text(TradeEvents.StopTightened(100.2m, new AskedStop(100.20m, StopMoveCause.BreakEven, DateTimeOffset.UnixEpoch), 98.0m))
        },
        {
            nameof(TradeEvents.StopTightened),
            """stopTightened | The stop-loss stands at 103: it follows the best price. | stopTightened:103 | {"stopLoss":"103","before":null,"cause":"trailing"}""",
            Text(TradeEvents.StopTightened(103m, new AskedStop(103.0m, StopMoveCause.Trailing, DateTimeOffset.UnixEpoch), before: null))
        },
        {
            nameof(TradeEvents.StopTightened),
            """stopTightened | The stop-loss stands at 99: moved by hand. | stopTightened:99 | {"stopLoss":"99","before":"98","cause":"manual"}""",
            Text(TradeEvents.StopTightened(99m, new AskedStop(99.0m, StopMoveCause.Manual, DateTimeOffset.UnixEpoch), 98.0m))
        },
        {
            nameof(TradeEvents.StopTightened),
            "stopTightened | The stop-loss stands at 98.5: on its way to 99, where it is wanted by now. | stopTightened:98.5 | "
                + """{"stopLoss":"98.5","before":"98","cause":null}""",
            Text(TradeEvents.StopTightened(98.50m, new AskedStop(99.0m, StopMoveCause.Manual, DateTimeOffset.UnixEpoch), 98.0m))
        },
        {
            nameof(TradeEvents.StopRequestedByPerson),
            """stopRequested | Stop-loss at 99 requested by owner: news |  | {"by":"owner","reason":"news","stopLoss":"99"}""",
            Text(TradeEvents.StopRequestedByPerson("owner", "news", 99.0m))
        },
        {
            nameof(TradeEvents.StopRequestedByPerson),
            """stopRequested | Stop-loss at 99 requested by owner. |  | {"by":"owner","reason":null,"stopLoss":"99"}""",
            Text(TradeEvents.StopRequestedByPerson("owner", reason: null, 99.0m))
        },
        {
            nameof(TradeEvents.CloseDueByMovedStop),
            "closeRequested | The price is 101.5, beyond 102, where the stop-loss was to stand: it follows the targets. Closing at market. | "
                + "due:StopLoss | ",
            Text(TradeEvents.CloseDueByMovedStop(new StopMove(102.0m, StopMoveCause.Target), 101.50m))
        },
        {
            nameof(TradeEvents.StopMissing),
            """stopMissing | The position has no stop at the exchange: setting it. |  | {"stopLoss":"98"}""",
            Text(TradeEvents.StopMissing(98.0m))
        },
        {
            nameof(TradeEvents.StopPartMissing),
            "stopMissing | For 0.2 of the 0.5 that are held no stop stands at the exchange any more: setting it. |  | "
                + """{"stopLoss":"98","quantity":"0.2","held":"0.5"}""",
            Text(TradeEvents.StopPartMissing(0.20m, 0.50m, 98.0m))
        },
        {
            nameof(TradeEvents.StopIncomplete),
            "stopIncomplete | The stop-loss does not cover 0.2 of the 0.5 that are held yet: setting it for them. |  | "
                + """{"quantity":"0.2","held":"0.5"}""",
            Text(TradeEvents.StopIncomplete(0.20m, 0.50m))
        },
        {
            nameof(TradeEvents.StopCompleted),
            """stopCompleted | The stop-loss covers all 0.5 that are held. |  | {"stopLoss":"98","held":"0.5"}""",
            Text(TradeEvents.StopCompleted(98.0m, 0.50m))
        },
        {
            nameof(TradeEvents.StopTooLarge),
            """stopTooLarge | The stop-loss is for 0.5 and only 0.4 is there: setting it anew for that. |  | {"quantity":"0.5","held":"0.4"}""",
            Text(TradeEvents.StopTooLarge(0.50m, 0.4m))
        },
        {
            nameof(TradeEvents.StopRestored),
            """stopRestored | The missing stop-loss stands again at the exchange. |  | {"stopLoss":"98"}""",
            Text(TradeEvents.StopRestored(98.0m))
        },
    };
}
