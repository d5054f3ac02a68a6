using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Parts that are closed.</summary>
public sealed partial class TradeEventsTests
{
    public static TheoryData<string, string, string> PartLines => new()
    {
        {
            nameof(TradeEvents.ReduceRequestedBySignal),
            """reduceRequested | The strategy's alert asks to close a part: 0.2. | reduceBySignal:00000000-0000-0000-0000-000000000007 | {"signalId":"00000000-0000-0000-0000-000000000007","quantity":"0.2"}""",
            Text(TradeEvents.ReduceRequestedBySignal(new SignalId(Guid.Parse("00000000-0000-0000-0000-000000000007")), 0.20m))
        },
        {
            nameof(TradeEvents.ReduceRequestedByPerson),
            """reduceRequested | Closing a part, 0.2, requested by owner: news |  | {"by":"owner","reason":"news","quantity":"0.2"}""",
            Text(TradeEvents.ReduceRequestedByPerson("owner", "news", 0.20m))
        },
        {
            nameof(TradeEvents.ReduceRequestedByPerson),
            """reduceRequested | Closing a part, 0.2, requested by owner. |  | {"by":"owner","reason":null,"quantity":"0.2"}""",
            Text(TradeEvents.ReduceRequestedByPerson("owner", reason: null, 0.20m))
        },
        {
            nameof(TradeEvents.Reduced),
            """reduced | A part is closed: 0.2; 0.3 stay open with their stop-loss. |  | {"closed":"0.2","open":"0.3","reason":null}""",
            Text(TradeEvents.Reduced(new ReductionEnd(0.20m, 0.30m, IsGuarded: true, GivenUp: null)))
        },
        {
            nameof(TradeEvents.Reduced),
            """
            reduceFailed | Closing the part is given up. It took too long; 0.1 are closed, 0.4 stay open; their stop-loss is looked after. |  | {"closed":"0.1","open":"0.4","reason":"It took too long"}
            """,
            Text(TradeEvents.Reduced(new ReductionEnd(0.1m, 0.40m, IsGuarded: false, "It took too long")))
        },
    };
}
