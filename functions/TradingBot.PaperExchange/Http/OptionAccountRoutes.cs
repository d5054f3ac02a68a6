using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>What became of option positions.</summary>
internal static class OptionAccountRoutes
{
    public static Answer ClosedPositions(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var range = TimeRange.Read(fields, call.Now, TimeSpan.FromDays(1));
        if (category != Category.Option)
            fields.Fail(Refusals.Parameter("category"));
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state => Paging.Page(
            state.ClosedOptions.All
                .Where(row => row.ClosedAt is { } closed && range.Holds(closed) && (symbol is null || row.Symbol == symbol))
                .OrderByDescending(row => row.Seq),
            fields, 50, 100, Closed, category));
    }

    public static Answer Deliveries(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var expiry = fields.Text("expDate");
        var range = TimeRange.Read(fields, call.Now, greatest: TimeSpan.FromDays(30));
        if (category == Category.Spot)
            fields.Fail(Refusals.Parameter("category"));
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state => Paging.Page(
            state.Deliveries.NewestFirst.Where(row => category == Category.Option && range.Holds(row.At)
                && (symbol is null || row.Symbol == symbol)
                && (expiry is null || row.Symbol.Contains($"-{expiry}-", StringComparison.Ordinal))),
            fields, 20, 50, Delivery, category));
    }

    private static JsonObject Closed(ClosedOption row) => new()
    {
        ["symbol"] = row.Symbol,
        ["side"] = row.Side.ToString(),
        ["totalOpenFee"] = Wire.Text(row.OpenFee),
        ["deliveryFee"] = Wire.Text(row.DeliveryFee),
        ["totalCloseFee"] = Wire.Text(row.CloseFee),
        ["qty"] = Wire.Text(row.Qty),
        ["closeTime"] = row.ClosedAt.GetValueOrDefault().ToUnixTimeMilliseconds(),
        // A delivered position shows the delivery price of its underlying here, not what the option was worth.
        ["avgExitPrice"] = row.DeliveryPrice is { } price ? Wire.Rounded(price) : Wire.Rounded(row.ExitValue / row.Qty),
        ["deliveryPrice"] = row.DeliveryPrice is { } delivered ? Wire.Rounded(delivered) : "",
        ["openTime"] = row.OpenedAt.ToUnixTimeMilliseconds(),
        ["avgEntryPrice"] = Wire.Rounded(row.EntryValue / row.Qty),
        ["totalPnl"] = Wire.Text(row.Pnl),
    };

    private static JsonObject Delivery(DeliveryRow row) => new()
    {
        ["deliveryTime"] = row.At.ToUnixTimeMilliseconds(),
        ["symbol"] = row.Symbol,
        ["side"] = row.Side.ToString(),
        ["position"] = Wire.Text(row.Size),
        ["entryPrice"] = Wire.Rounded(row.EntryPrice),
        ["deliveryPrice"] = Wire.Text(row.DeliveryPrice),
        ["strike"] = Wire.Text(row.Strike),
        ["fee"] = Wire.Text(row.Fee),
        ["deliveryRpl"] = Wire.Text(row.Result),
    };
}
