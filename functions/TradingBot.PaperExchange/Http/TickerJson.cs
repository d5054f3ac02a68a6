using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>A price as tickers show it. Mark follows last.</summary>
internal static class TickerJson
{
    public static JsonObject Write(ExchangeState state, MarketState market)
    {
        if (market.Quote is { } quote)
            return OptionMarketJson.Ticker(state, quote.Symbol, OptionMarket.Day(state, quote.Symbol.Coin));
        var instrument = market.Instrument;
        var chart = state.Charts[market.Key];
        var day = chart.Last(TimeSpan.FromHours(24), market.Minute);
        var change = Wire.Text(Math.Round(market.Last / day.Open - 1, 6));
        var index = state.PriceFor(TriggerBy.IndexPrice, market.Category, market.Symbol);
        var row = new JsonObject
        {
            ["symbol"] = market.Symbol,
            ["bid1Price"] = instrument.PriceText(market.Bid),
            ["bid1Size"] = instrument.QtyText(SyntheticBook.Size(market, Side.Buy, market.Bid)),
            ["ask1Price"] = instrument.PriceText(market.Ask),
            ["ask1Size"] = instrument.QtyText(SyntheticBook.Size(market, Side.Sell, market.Ask)),
            ["lastPrice"] = instrument.PriceText(market.Last),
            ["prevPrice24h"] = instrument.PriceText(day.Open),
            ["price24hPcnt"] = change,
            ["highPrice24h"] = instrument.PriceText(day.High),
            ["lowPrice24h"] = instrument.PriceText(day.Low),
            ["turnover24h"] = Wire.Text(day.Turnover),
            ["volume24h"] = Wire.Text(day.Volume),
        };
        if (market.Category == Category.Spot)
        {
            row["usdIndexPrice"] = instrument.PriceText(index);
            return row;
        }

        row["indexPrice"] = instrument.PriceText(index);
        row["markPrice"] = instrument.PriceText(market.Last);
        row["prevPrice1h"] = instrument.PriceText(chart.Last(TimeSpan.FromHours(1), market.Minute).Open);
        row["openInterest"] = "0";
        row["openInterestValue"] = "0";
        row["fundingRate"] = Wire.Text(Funding.RateOf(state, market.Category, market.Symbol));
        row["nextFundingTime"] = Wire.Milliseconds(Funding.NextAfter(instrument, state.Now));
        row["fundingIntervalHour"] = instrument.FundingInterval.TotalHours.ToString();
        row["fundingCap"] = "0.005";
        row["predictedDeliveryPrice"] = "";
        row["basisRate"] = "";
        row["basis"] = "";
        row["deliveryFeeRate"] = "";
        row["deliveryTime"] = "0";
        row["preOpenPrice"] = "";
        row["preQty"] = "";
        row["curPreListingPhase"] = "";
        return row;
    }
}
