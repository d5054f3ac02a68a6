using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Postgres.Queries;

internal static class TradeLines
{
    /// <summary>The values of a line under the names kind, message, data and once.</summary>
    public static Args With(this Args args, NewTradeEvent line)
    {
        args["kind"] = line.Kind;
        args["message"] = line.Message;
        args["data"] = new Args.Json(line.Data?.ToJsonString());
        args["once"] = line.Once;
        return args;
    }
}
