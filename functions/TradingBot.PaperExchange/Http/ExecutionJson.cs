using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange;

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
            ["execPrice"] = instrument.PriceText(row.Price),
            ["execQty"] = instrument.QtyText(row.Qty),
            ["execValue"] = Wire.Text(row.Value),
            ["execFee"] = Wire.Text(row.Fee),
            ["feeRate"] = Wire.Text(row.FeeRate),
            ["feeCurrency"] = row.FeeCoin,
            ["execType"] = row.ExecType,
            ["execTime"] = Wire.Milliseconds(row.At),
            ["isMaker"] = row.IsMaker,
            ["closedSize"] = row.Category == Category.Spot ? "" : instrument.QtyText(row.ClosedSize),
            ["markPrice"] = row.Category == Category.Spot ? "" : instrument.PriceText(row.MarkPrice),
            ["indexPrice"] = "",
            ["underlyingPrice"] = "",
            ["tradeIv"] = "",
            ["markIv"] = "",
            ["blockTradeId"] = "",
            ["extraFees"] = "",
            ["seq"] = row.Seq,
        };
    }
}
