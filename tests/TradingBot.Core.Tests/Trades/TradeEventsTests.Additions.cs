using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What is added.</summary>
public sealed partial class TradeEventsTests
{
    public static TheoryData<string, string, string> AdditionLines => new()
    {
        {
            nameof(TradeEvents.AddApproved),
            $$"""
            addApproved | The strategy's alert adds to the position: 0.5, risking 1.23 USDT. The stop-loss of the whole goes to 98. Targets and rules that move the stop stay as they are. | addBySignal:{{Signal}} | {"signalId":"{{Signal}}","quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234"}
            """,
            Text(TradeEvents.AddApproved(new SignalId(Guid.Parse(Signal)), Plan, standing: 97m, "USDT"))
        },
        {
            nameof(TradeEvents.AddApproved),
            $$"""
            addApproved | The strategy's alert adds to the position: 0.5, risking 1.23 USDT. The stop-loss of the whole stays at 98. Targets and rules that move the stop stay as they are. Cut from 0.9 to the most that the strategy follows. | addBySignal:{{Signal}} | {"signalId":"{{Signal}}","quantity":"0.5","referencePrice":"100","stopLoss":"98","notional":"50","risk":"1.234"}
            """,
            Text(TradeEvents.AddApproved(new SignalId(Guid.Parse(Signal)), Plan with { AskedQuantity = 0.9m }, standing: 98.0m, "USDT"))
        },
        {
            nameof(TradeEvents.AddSent),
            $$"""entrySent | Order that adds to the position sent: buy 0.5 BTCUSDT. | addSent:{{Link}} | {"orderLinkId":"{{Link}}"}""",
            Text(TradeEvents.AddSent(Intent))
        },
        {
            nameof(TradeEvents.AddSentAgain),
            $$"""
            entrySent | The order that adds to the position was not at the exchange: sent again under the same id. |  | {"orderLinkId":"{{Link}}"}
            """,
            Text(TradeEvents.AddSentAgain(Intent.LinkId))
        },
        {
            nameof(TradeEvents.AddAccepted),
            $$"""entryAccepted | The exchange has the order that adds to the position. | addAccepted:{{Link}} | {"orderId":"7"}""",
            Text(TradeEvents.AddAccepted(Intent.LinkId, "7"))
        },
        {
            nameof(TradeEvents.AddUnknown),
            """
            entryUnknown | No clear answer to the order that adds to the position: looking it up, not sending again. |  | {"code":"10006","message":"Too many visits."}
            """,
            Text(TradeEvents.AddUnknown(Error))
        },
        {
            nameof(TradeEvents.AddDeferred),
            $$"""
            entryDeferred | The exchange refused the order that adds to the position for now: Too many visits. It is tried again. | addDeferred:{{Link}}:10006 | {"code":"10006","message":"Too many visits."}
            """,
            Text(TradeEvents.AddDeferred(Intent.LinkId, Error))
        },
        {
            nameof(TradeEvents.Added),
            """added | Added to the position: 0.5. | added:3 | {"number":"3","filled":"0.5","quantity":"0.5"}""",
            Text(TradeEvents.Added(AnAddition.Third, 0.50m))
        },
        {
            nameof(TradeEvents.Added),
            """added | Added to the position: 0.2 of 0.5. | added:3 | {"number":"3","filled":"0.2","quantity":"0.5"}""",
            Text(TradeEvents.Added(AnAddition.Third, 0.2m))
        },
        {
            nameof(TradeEvents.AddFailed),
            """addFailed | Nothing was added to the position: Too late. | added:3 | {"number":"3","code":"signal.stale"}""",
            Text(TradeEvents.AddFailed(AnAddition.Third, new Denial(DenialCodes.Stale, "Too late.")))
        },
    };
}
