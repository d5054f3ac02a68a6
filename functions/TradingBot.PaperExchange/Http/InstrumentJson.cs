using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>Trading rules as instruments-info and risk-limit show them.</summary>
internal static class InstrumentJson
{
    /// <param name="row">Its rules.</param>
    /// <param name="status">Trading, PreLaunch, Delivering or Closed.</param>
    public static JsonObject Write(Instrument row, string status) =>
        row.Category == Category.Spot ? Spot(row, status) : Perpetual(row, status);

    public static JsonObject WriteRisk(Instrument row, RiskTier tier) => new()
    {
        ["id"] = tier.Id,
        ["symbol"] = row.Symbol,
        ["riskLimitValue"] = Wire.Text(tier.Limit),
        ["maintenanceMargin"] = Wire.Text(tier.MaintenanceRate),
        ["initialMargin"] = Wire.Text(Math.Round(1 / tier.MaxLeverage, 4)),
        ["isLowestRisk"] = tier.Deduction == 0 ? 1 : 0,
        ["maxLeverage"] = Wire.Fixed(tier.MaxLeverage, 2),
        ["mmDeduction"] = tier.Deduction == 0 ? "" : Wire.Text(tier.Deduction),
    };

    private static JsonObject Perpetual(Instrument row, string status) => new()
    {
        ["symbol"] = row.Symbol,
        ["symbolId"] = row.SymbolId,
        ["contractType"] = row.Category == Category.Inverse ? "InversePerpetual" : "LinearPerpetual",
        ["status"] = status,
        ["baseCoin"] = row.BaseCoin,
        ["quoteCoin"] = row.QuoteCoin,
        ["launchTime"] = "1585526400000",
        ["deliveryTime"] = "0",
        ["deliveryFeeRate"] = "",
        ["priceScale"] = row.PriceDecimals.ToString(),
        ["leverageFilter"] = new JsonObject
        {
            ["minLeverage"] = "1",
            ["maxLeverage"] = Wire.Fixed(row.MaxLeverage, 2),
            ["leverageStep"] = "0.01",
        },
        ["priceFilter"] = new JsonObject
        {
            ["minPrice"] = row.PriceText(row.TickSize),
            ["maxPrice"] = row.PriceText(1_999_999.80m),
            ["tickSize"] = row.PriceText(row.TickSize),
        },
        ["lotSizeFilter"] = new JsonObject
        {
            ["maxOrderQty"] = row.QtyText(row.MaxLimitQty),
            ["minOrderQty"] = row.QtyText(row.MinQty),
            ["qtyStep"] = row.QtyText(row.QtyStep),
            ["postOnlyMaxOrderQty"] = row.QtyText(row.MaxLimitQty),
            ["maxMktOrderQty"] = row.QtyText(row.MaxMarketQty),
            ["minNotionalValue"] = Wire.Text(row.MinNotional),
        },
        ["unifiedMarginTrade"] = true,
        ["fundingInterval"] = (int)row.FundingInterval.TotalMinutes,
        ["settleCoin"] = row.SettleCoin,
        ["copyTrading"] = "none",
        ["upperFundingRate"] = "0.005",
        ["lowerFundingRate"] = "-0.005",
        ["isPreListing"] = status == "PreLaunch",
        ["preListingInfo"] = status == "PreLaunch" ? new JsonObject { ["curAuctionPhase"] = "NotStarted" } : null,
        ["riskParameters"] = Risk(row),
        ["symbolType"] = "",
    };

    private static JsonObject Spot(Instrument row, string status) => new()
    {
        ["symbol"] = row.Symbol,
        ["symbolId"] = row.SymbolId,
        ["baseCoin"] = row.BaseCoin,
        ["quoteCoin"] = row.QuoteCoin,
        ["innovation"] = "0",
        ["status"] = status,
        ["marginTrading"] = "none",
        ["stTag"] = "0",
        ["lotSizeFilter"] = new JsonObject
        {
            ["basePrecision"] = row.QtyText(row.QtyStep),
            ["quotePrecision"] = Wire.Text(row.QuoteStep),
            ["minOrderQty"] = row.QtyText(row.MinQty),
            ["maxOrderQty"] = Wire.Text(row.MaxLimitQty),
            ["minOrderAmt"] = Wire.Text(row.MinNotional),
            ["maxOrderAmt"] = "8000000",
            ["maxLimitOrderQty"] = Wire.Text(row.MaxLimitQty),
            ["maxMarketOrderQty"] = Wire.Text(row.MaxMarketQty),
            ["postOnlyMaxLimitOrderSize"] = Wire.Text(row.MaxLimitQty),
        },
        ["priceFilter"] = new JsonObject { ["tickSize"] = row.PriceText(row.TickSize) },
        ["riskParameters"] = Risk(row),
        ["symbolType"] = "",
    };

    private static JsonObject Risk(Instrument row) => new()
    {
        ["priceLimitRatioX"] = Wire.Text(row.PriceLimitX),
        ["priceLimitRatioY"] = Wire.Text(row.PriceLimitY),
    };
}
