using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>Options as instruments-info, tickers and orderbook show them.</summary>
internal static class OptionMarketJson
{
    /// <summary>An index price is predicted as delivery price in the last half hour, and zero before.</summary>
    private static readonly TimeSpan Prediction = TimeSpan.FromMinutes(30);

    public static JsonObject Instrument(OptionSeries series, OptionSymbol symbol)
    {
        var row = InstrumentCatalog.Get(Category.Option, symbol.Text);
        return new JsonObject
        {
            ["symbol"] = symbol.Text,
            ["symbolId"] = row.SymbolId,
            ["status"] = "Trading",
            ["baseCoin"] = symbol.Coin,
            ["quoteCoin"] = row.QuoteCoin,
            ["settleCoin"] = row.QuoteCoin,
            ["optionsType"] = symbol.Kind.ToString(),
            ["launchTime"] = Wire.Milliseconds(series.LaunchedAt),
            ["deliveryTime"] = Wire.Milliseconds(symbol.ExpiresAt),
            ["deliveryFeeRate"] = Wire.Text(OptionFees.DeliveryRate),
            ["priceFilter"] = new JsonObject
            {
                ["minPrice"] = row.PriceText(row.TickSize),
                ["maxPrice"] = row.PriceText(OptionTerms.Find(symbol.Coin)?.MaxPrice ?? 0),
                ["tickSize"] = row.PriceText(row.TickSize),
            },
            ["lotSizeFilter"] = new JsonObject
            {
                ["maxOrderQty"] = Wire.Text(row.MaxLimitQty),
                ["minOrderQty"] = Wire.Text(row.MinQty),
                ["qtyStep"] = Wire.Text(row.QtyStep),
            },
            ["displayName"] = symbol.DisplayName,
        };
    }

    /// <param name="day">The coin's last 24 hours, from which high, low and change of the option are modelled.</param>
    public static JsonObject Ticker(ExchangeState state, OptionSymbol symbol, Candle day)
    {
        var quote = OptionPricer.Quote(state, symbol);
        var row = InstrumentCatalog.Get(Category.Option, symbol.Text);
        var life = OptionLife.Of(state.Seed, symbol, row);
        decimal[] path = [At(day.Open), At(day.High), At(day.Low), row.RoundToTick(quote.Mark)];
        return new JsonObject
        {
            ["symbol"] = symbol.Text,
            ["bid1Price"] = Wire.Text(quote.Bid),
            ["bid1Size"] = quote.Bid == 0 ? "0" : Wire.Text(OptionBook.Size(quote.Bid, row, Side.Buy, quote.Index)),
            ["bid1Iv"] = Wire.Text(quote.IvOf(quote.Bid)),
            ["ask1Price"] = Wire.Text(quote.Ask),
            ["ask1Size"] = Wire.Text(OptionBook.Size(quote.Ask, row, Side.Sell, quote.Index)),
            ["ask1Iv"] = Wire.Text(quote.IvOf(quote.Ask)),
            ["lastPrice"] = row.PriceText(path[^1]),
            ["highPrice24h"] = row.PriceText(path.Max()),
            ["lowPrice24h"] = row.PriceText(path.Min()),
            ["markPrice"] = Wire.Text(quote.Mark),
            ["indexPrice"] = Wire.Text(quote.Index),
            ["markIv"] = Wire.Text(quote.MarkIv),
            ["underlyingPrice"] = Wire.Text(quote.Underlying),
            ["openInterest"] = Wire.Text(life.OpenInterest),
            ["turnover24h"] = Wire.Text(life.Volume * quote.Index),
            ["volume24h"] = Wire.Text(life.Volume),
            ["totalVolume"] = Wire.Text(life.TotalVolume),
            ["totalTurnover"] = Wire.Text(life.TotalVolume * quote.Index),
            ["delta"] = Greek(quote.Greeks.Delta),
            ["gamma"] = Greek(quote.Greeks.Gamma),
            ["vega"] = Greek(quote.Greeks.Vega),
            ["theta"] = Greek(quote.Greeks.Theta),
            ["predictedDeliveryPrice"] = symbol.ExpiresAt - state.Now <= Prediction ? Wire.Text(quote.Index) : "0",
            ["change24h"] = Wire.Text(Math.Round(path[^1] / path[0] - 1, 8)),
        };

        decimal At(decimal index) => row.RoundToTick((quote with { Underlying = index }).PriceOf(quote.MarkIv));
    }

    private static string Greek(double value) => Wire.Rounded((decimal)value);
}
