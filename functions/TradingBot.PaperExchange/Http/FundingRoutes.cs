using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>Past funding of a perpetual. The rate shown is today's, for this exchange keeps no history of rates.</summary>
internal static class FundingRoutes
{
    private const int Greatest = 200;

    public static Answer History(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Required("symbol");
        var (from, to) = (fields.Time("startTime"), fields.Time("endTime"));
        var limit = fields.Limit(Greatest, Greatest);
        if (from is not null && to is null)
            fields.Fail(Refusals.Parameter("endTime"));
        if (fields.Fault is { } fault)
            return fault;
        if (InstrumentCatalog.Find(category, symbol) is not { } instrument || instrument.FundingInterval == TimeSpan.Zero)
            return Refusals.Symbol(category);
        return call.ExchangeSimulator.Read(state =>
        {
            var newest = Timeframe.Floor(to is { } end && end < state.Now ? end : state.Now, instrument.FundingInterval);
            var times = Enumerable.Range(0, limit)
                .Select(step => newest - instrument.FundingInterval * step)
                .Where(time => from is null || time >= from);
            return new JsonObject
            {
                ["category"] = category.Wire(),
                ["list"] = new JsonArray([.. times.Select(time => new JsonObject
                {
                    ["symbol"] = symbol,
                    ["fundingRate"] = Wire.Text(Funding.RateOf(state, category, symbol)),
                    ["fundingRateTimestamp"] = Wire.Milliseconds(time),
                })]),
            };
        });
    }
}
