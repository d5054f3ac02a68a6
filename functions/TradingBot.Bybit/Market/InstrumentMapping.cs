using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Market;

/// <summary>Bybit names steps and limits differently in each category; here they become one shape.</summary>
internal static class InstrumentMapping
{
    public static Instrument ToInstrument(this WireInstrument wire, Category category)
    {
        var lots = wire.LotSizeFilter ?? throw new WireFormatException("Bybit sent an instrument without lotSizeFilter.");
        var isSpot = category == Category.Spot;
        var quote = WireValue.Required(wire.QuoteCoin, "quoteCoin");
        var step = isSpot ? Step(lots.BasePrecision, "basePrecision") : Step(lots.QtyStep, "qtyStep");
        var maxQuantity = isSpot ? lots.MaxLimitOrderQty ?? lots.MaxOrderQty : lots.MaxOrderQty;
        var maxMarket = isSpot ? lots.MaxMarketOrderQty ?? lots.MaxOrderQty : lots.MaxMktOrderQty ?? lots.MaxOrderQty;
        return new Instrument
        {
            Category = category,
            Symbol = WireValue.Symbol(wire.Symbol),
            BaseCoin = WireValue.Required(wire.BaseCoin, "baseCoin"),
            QuoteCoin = quote,
            SettleCoin = isSpot ? quote : WireValue.Word(wire.SettleCoin) ?? quote,
            IsTradable = IsTradable(wire),
            TickSize = Step(wire.PriceFilter?.TickSize, "tickSize"),
            QuantityStep = step,
            MinQuantity = Math.Max(lots.MinOrderQty ?? step, step),
            MaxMarketQuantity = WireValue.Required(maxMarket, "the largest market quantity"),
            MaxLimitQuantity = WireValue.Required(maxQuantity, "the largest limit quantity"),
            MinNotional = (isSpot ? lots.MinOrderAmt : lots.MinNotionalValue) ?? 0m,
            MaxLeverage = WireValue.Positive(wire.LeverageFilter?.MaxLeverage),
            LeverageStep = WireValue.Positive(wire.LeverageFilter?.LeverageStep),
        };
    }

    private static bool IsTradable(WireInstrument wire) =>
        wire.Status is "Trading" && (wire.IsPreListing is not true || wire.PreListingInfo?.CurAuctionPhase is "ContinuousTrading");

    private static decimal Step(decimal? value, string field) =>
        WireValue.Positive(value) ?? throw new WireFormatException($"Bybit sent an instrument without a usable {field}.");
}
