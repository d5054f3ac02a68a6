using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>A position as position/list shows it; flat rows keep their settings.</summary>
internal static class PositionJson
{
    public static JsonObject Write(ExchangeState state, Position row)
    {
        var instrument = row.Instrument;
        var mark = state.Last(row.Category, row.Symbol);
        var flat = row.IsFlat;
        var option = row.Category == Category.Option;
        var tier = option ? null : instrument.TierOf(flat ? 0 : instrument.Contract.Value(row.Size, mark));
        return new JsonObject
        {
            ["positionIdx"] = row.Idx,
            ["riskId"] = tier?.Id ?? instrument.SymbolId,
            ["riskLimitValue"] = tier is null ? "" : Wire.Text(tier.Limit),
            ["symbol"] = row.Symbol,
            ["side"] = row.Side?.ToString() ?? "",
            ["size"] = instrument.QtyText(row.Size),
            ["avgPrice"] = flat ? "0" : Wire.Rounded(row.AveragePrice),
            ["positionValue"] = flat ? "" : Wire.Text(row.EntryValue),
            ["tradeMode"] = 0,
            ["autoAddMargin"] = 0,
            ["positionStatus"] = "Normal",
            ["leverage"] = option ? "" : Wire.Text(row.Leverage),
            ["markPrice"] = option ? Wire.Text(mark) : instrument.PriceText(mark),
            ["liqPrice"] = flat || option ? "" : Optional(instrument, Margin.LiquidationPrice(state, row)),
            ["bustPrice"] = "",
            ["positionIM"] = flat ? "" : Wire.Rounded(Margin.PositionInitial(state, row)),
            ["positionMM"] = flat ? "" : Wire.Rounded(Margin.PositionMaintenance(state, row)),
            ["positionBalance"] = flat ? "0" : Wire.Rounded(Margin.PositionInitial(state, row)),
            ["takeProfit"] = Optional(instrument, row.TakeProfit),
            ["stopLoss"] = Optional(instrument, row.StopLoss),
            ["trailingStop"] = row.TrailingStop is { } distance ? instrument.PriceText(distance) : "0",
            ["tpslMode"] = "Full",
            ["unrealisedPnl"] = flat ? "" : Wire.Text(row.UnrealisedPnl(mark)),
            ["curRealisedPnl"] = flat ? "0" : Wire.Text(row.CurrentRealised),
            ["cumRealisedPnl"] = Wire.Text(row.TotalRealised),
            ["breakEvenPrice"] = flat ? "" : Wire.Rounded(instrument.Contract.BreakEven(row)),
            ["sessionAvgPrice"] = "",
            ["adlRankIndicator"] = flat ? 0 : 2,
            ["isReduceOnly"] = false,
            ["mmrSysUpdatedTime"] = "",
            ["leverageSysUpdatedTime"] = "",
            ["seq"] = flat ? -1 : row.Seq,
            ["createdTime"] = Time(row.CreatedAt),
            ["updatedTime"] = Time(row.UpdatedAt),
            ["openTime"] = flat ? "" : Time(row.OpenedAt),
        };
    }

    private static string Optional(Instrument instrument, decimal? price) => price is { } value ? instrument.PriceText(value) : "";

    private static string Time(DateTimeOffset? time) => time is { } known ? Wire.Milliseconds(known) : "";
}
