using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Sim;

/// <summary>Sets the funding rate of one perpetual and, when asked, lets its positions pay at once.</summary>
internal static class FundingControl
{
    public static (int Status, JsonObject Answer) Set(ExchangeSimulator simulator, Fields fields)
    {
        var category = fields.Category();
        var symbol = fields.Required("symbol");
        var rate = fields.Number("rate");
        var pay = fields.Flag("pay");
        if (rate is < -1 or > 1)
            fields.Fail(Refusals.Parameter("rate"));
        if (fields.Fault is { } fault)
            return (400, new JsonObject { ["error"] = fault.Message });
        if (InstrumentCatalog.Find(category, symbol) is not { } instrument || instrument.FundingInterval == TimeSpan.Zero)
            return (400, new JsonObject { ["error"] = $"{category.Wire()} {symbol} pays no funding." });
        return (200, simulator.Write((state, matcher) =>
        {
            if (rate is not null)
                Funding.SetRate(state, instrument, rate);
            var positions = pay ? Funding.Pay(state, instrument) : 0;
            matcher.OnPrice(category, symbol);
            return new JsonObject
            {
                ["symbol"] = symbol,
                ["rate"] = Wire.Text(Funding.RateOf(state, category, symbol)),
                ["positions"] = positions,
                ["next"] = Wire.Milliseconds(Funding.NextAfter(instrument, state.Now)),
            };
        }));
    }
}
