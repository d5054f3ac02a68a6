using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Sim;

/// <summary>Controls of the simulation: unsigned, loopback only, and no part of what a real exchange has.</summary>
internal sealed class SimRoutes(
    ExchangeSimulator simulator, DelayedOutcomes outcomes, FaultPlan faults, RequestLog requests, PaperExchangeOptions options,
    AccountKey key)
{
    public async Task HandleAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var (status, answer) = ($"{context.Request.Method} {context.Request.Path}") switch
        {
            "POST /sim/prices" => Prices(Fields.FromBody(body)),
            "POST /sim/listings" => ListingControl.Set(simulator, Fields.FromBody(body)),
            "POST /sim/funding" => FundingControl.Set(simulator, Fields.FromBody(body)),
            "POST /sim/keys" => Keys(Fields.FromBody(body)),
            "GET /sim/accounts" => (200, simulator.Read(AccountsControl.Write)),
            "POST /sim/reset" => Reset(body),
            "POST /sim/faults" => AddFault(Fields.FromBody(body)),
            "DELETE /sim/faults" => ClearFaults(),
            "GET /sim/requests" => (200, new JsonObject { ["requests"] = requests.List(context.Request.Query["path"]) }),
            "GET /sim/state" => State(),
            _ => Refuse(404, "There is no such control path."),
        };
        await Envelope.WriteJsonAsync(context, status, answer);
    }

    private (int, JsonObject) Prices(Fields fields)
    {
        var category = fields.Category();
        var symbol = fields.Required("symbol");
        var price = fields.Number("price");
        var hold = fields.Text("hold") is null ? (bool?)null : fields.Flag("hold");
        if (price is null && hold is null)
            fields.Fail(Refusals.Parameter("price"));
        if (fields.Fault is { } fault)
            return Refuse(400, fault.Message);
        if (category == Category.Option)
            return Refuse(400, "An option follows its coin; set the price of that.");
        if (InstrumentCatalog.Find(category, symbol) is not { } instrument)
            return Refuse(400, $"{category.Wire()} {symbol} is not listed.");
        if (price is { } set && (set <= 0 || set % instrument.TickSize != 0))
            return Refuse(400, $"price must be a positive multiple of {Wire.Text(instrument.TickSize)}.");
        simulator.SetPrice(category, symbol, price, hold);
        var market = simulator.Read(state => state.Market(category, symbol));
        return (200, new JsonObject { ["symbol"] = symbol, ["price"] = instrument.PriceText(market.Last), ["hold"] = market.Held });
    }

    private (int, JsonObject) Reset(ReadOnlyMemory<byte> body)
    {
        var wallet = WalletRequest.Read(body, options.InitialWallet);
        if (wallet is null)
            return Refuse(400, "wallet must be an object of coins and amounts of zero or more.");
        simulator.Reset(wallet);
        faults.Clear();
        requests.Clear();
        return (200, new JsonObject { ["reset"] = true });
    }

    private (int, JsonObject) Keys(Fields fields)
    {
        var (apiKey, apiSecret) = (fields.Required("apiKey"), fields.Required("apiSecret"));
        if (fields.Fault is { } fault)
            return Refuse(400, fault.Message);
        key.Replace(apiKey, apiSecret);
        return (200, new JsonObject { ["replaced"] = true });
    }

    private (int, JsonObject) AddFault(Fields fields)
    {
        var fault = FaultRequest.Read(fields);
        if (fields.Fault is { } refusal)
            return Refuse(400, refusal.Message);
        faults.Add(fault);
        return (200, new JsonObject { ["added"] = fault.Kind.ToString(), ["count"] = fault.Count });
    }

    private (int, JsonObject) ClearFaults()
    {
        faults.Clear();
        return (200, new JsonObject { ["cleared"] = true });
    }

    private (int, JsonObject) State() => (200, simulator.Read(state => new JsonObject
    {
        ["status"] = "ok",
        ["time"] = state.Now.ToUnixTimeMilliseconds(),
        ["sequence"] = state.Sequence,
        ["orders"] = state.Orders.Count,
        ["openOrders"] = state.OpenOrders.Count,
        ["waitingRequests"] = outcomes.Waiting,
        ["executions"] = state.Executions.Count,
        ["priceSource"] = PriceSource(simulator.Prices),
        ["positions"] = state.Positions.All.Count(position => !position.IsFlat),
        ["prices"] = new JsonArray([.. state.Markets.All.Select(market => new JsonObject
        {
            ["category"] = market.Category.Wire(),
            ["symbol"] = market.Symbol,
            ["price"] = market.Instrument.PriceText(market.Last),
            ["hold"] = market.Held,
        })]),
    }));

    private static JsonObject PriceSource(PriceSourceState state) => new()
    {
        ["source"] = state.Source.ToString().ToLowerInvariant(),
        ["status"] = state.Status,
        ["detail"] = state.Detail,
    };

    private static (int, JsonObject) Refuse(int status, string why) => (status, new JsonObject { ["error"] = why });
}
