using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What the story says of an execution, and whose order it was.</summary>
public sealed partial class TradeEventsTests
{
    private const string FilledData = """{"execId":"e","price":"100","quantity":"0.5","fee":"0.05","feeCurrency":"USDT"}""";

    private static readonly string Own = OrderLinkId.For(ATrade.Closed.Id, OrderRole.Exit).Value;

    public static TheoryData<string, string, string> FillLines => new()
    {
        {
            nameof(TradeEvents.Filled),
            $$"""entryFilled | Entry filled: 0.5 at 100. | fill:e | {{FilledData}}""",
            Text(TradeEvents.Filled(ATrade.Closed.Id, ATrade.FillOf(OrderRole.Entry)))
        },
        {
            nameof(TradeEvents.Filled),
            $$"""exitFilled | Stop-loss filled: 0.5 at 100. | fill:e | {{FilledData}}""",
            Text(TradeEvents.Filled(ATrade.Closed.Id, ATrade.FillOf(OrderRole.Stop)))
        },
        {
            nameof(TradeEvents.Filled),
            $$"""exitFilled | Take-profit filled: 0.5 at 100. | fill:e | {{FilledData}}""",
            Text(TradeEvents.Filled(ATrade.Closed.Id, ATrade.FillOf(OrderRole.TakeProfit)))
        },
        {
            nameof(TradeEvents.Filled),
            $$"""exitFilled | Exit filled: 0.5 at 100. | fill:e | {{FilledData}}""",
            Text(TradeEvents.Filled(ATrade.Closed.Id, ATrade.FillOf(OrderRole.Exit) with { OrderLinkId = Own }))
        },
        {
            nameof(TradeEvents.Filled),
            $$"""exitFilled | Closed outside the bot: 0.5 at 100. | fill:e | {{FilledData}}""",
            Text(TradeEvents.Filled(ATrade.Closed.Id, ATrade.FillOf(OrderRole.Exit) with { OrderLinkId = "hand-1" }))
        },
        {
            nameof(TradeEvents.Filled),
            $$"""exitFilled | Closed outside the bot: 0.5 at 100. | fill:e | {{FilledData}}""",
            Text(TradeEvents.Filled(ATrade.Closed.Id, ATrade.FillOf(OrderRole.Exit) with { OrderLinkId = null }))
        },
    };
}
