using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>A fill as execution/list shows it.</summary>
internal static class ExecutionJson
{
    public static JsonObject Write(Execution row)
    {
        var instrument = InstrumentCatalog.Get(row.Category, row.Symbol);
        return new JsonObject
        {
            ["symbol"] = row.Symbol,
            ["orderId"] = row.OrderId,
            ["orderLinkId"] = row.OrderLinkId,
            ["side"] = row.Side.ToString(),
            ["orderPrice"] = row.OrderPrice is { } price ? instrument.PriceText(price) : "0",
            ["orderQty"] = Wire.Text(row.OrderQty),
            ["leavesQty"] = instrument.QtyText(row.LeavesQty),
            ["createType"] = row.Category == Category.Spot ? "" : row.CreateType,
            ["orderType"] = row.ExecType == Execution.Funding ? "UNKNOWN" : row.OrderType.ToString(),
            ["stopOrderType"] = row.StopKind == StopKind.None ? "UNKNOWN" : OrderJson.StopKindText(row.StopKind),
            ["execId"] = row.Id,
            ["execPrice"] = row.Category == Category.Option ? Wire.Text(row.Price) : instrument.PriceText(row.Price),
            ["execQty"] = instrument.QtyText(row.Qty),
            ["execValue"] = Wire.Text(row.Value),
            ["execFee"] = Wire.Text(row.Fee),
            ["feeRate"] = Wire.Text(row.FeeRate),
            ["feeCurrency"] = row.FeeCoin,
            ["execType"] = row.ExecType,
            ["execTime"] = Wire.Milliseconds(row.At),
            ["isMaker"] = row.IsMaker,
            ["closedSize"] = row.Category == Category.Spot ? "" : instrument.QtyText(row.ClosedSize),
            ["markPrice"] = row.Category switch
            {
                Category.Spot => "",
                Category.Option => Wire.Text(row.MarkPrice),
                _ => instrument.PriceText(row.MarkPrice),
            },
            ["indexPrice"] = Optional(row.Option?.Index),
            ["underlyingPrice"] = Optional(row.Option?.Underlying),
            ["tradeIv"] = Optional(row.Option?.TradeIv),
            ["markIv"] = Optional(row.Option?.MarkIv),
            ["blockTradeId"] = "",
            ["extraFees"] = "",
            ["seq"] = row.Seq,
        };
    }
    private static string Optional(decimal? value) => value is { } known ? Wire.Text(known) : "";
}
