using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>A limit entry that goes to another price.</summary>
public sealed partial class TradeEventsTests
{
    public static TheoryData<string, string, string> EntryMoveLines => new()
    {
        {
            nameof(TradeEvents.EntryMoved),
            """entryMoved | The market has moved away: the entry follows it to 100.5. | entryMoved:3 | {"cause":"chase","price":"100.5","worstPrice":"101","number":"3"}""",
            Text(TradeEvents.EntryMoved(MoveOf(100.50m, 3), worst: 101m)!)
        },
        {
            nameof(TradeEvents.EntryMoved),
            """entryMoved | The market has moved away: the entry follows it to 101, and no further. | entryMoved:4 | {"cause":"chase","price":"101","worstPrice":"101","number":"4"}""",
            Text(TradeEvents.EntryMoved(MoveOf(101m, 4), worst: 101m)!)
        },
        {
            nameof(TradeEvents.EntryMoved),
            """entryMoved | The market has moved away: the entry follows it to 100.5. Further moves are not told one by one. | entryMoved:50 | {"cause":"chase","price":"100.5","worstPrice":"101","number":"50"}""",
            Text(TradeEvents.EntryMoved(MoveOf(100.5m, TradeEvents.MovesTold), worst: 101m)!)
        },
        {
            nameof(TradeEvents.EntryMoved),
            """entryMoved | The entry has waited for its time: what is not filled goes to the market, at 101 or better. | entryMoved:51 | {"cause":"timeOver","price":"101","worstPrice":"101","number":"51"}""",
            Text(TradeEvents.EntryMoved(MoveOf(101m, 51) with { Cause = EntryMoveCause.TimeOver }, worst: 101m)!)
        },
        {
            nameof(TradeEvents.EntryNotMoved),
            $$"""entryMoved | The exchange did not move the entry: Too many visits. | entryNotMoved:{{Link}}:10006 | {"code":"10006","message":"Too many visits."}""",
            Text(TradeEvents.EntryNotMoved(AnOrder(OrderRole.Entry), Error))
        },
    };

    [Fact]
    public void Story_does_not_tell_each_of_very_many_moves() =>
        Assert.Null(TradeEvents.EntryMoved(MoveOf(100.5m, TradeEvents.MovesTold + 1), worst: 101m));

    private static EntryMove MoveOf(decimal price, int number) => new(price, EntryMoveCause.Chase, DateTimeOffset.UnixEpoch, number);
}
