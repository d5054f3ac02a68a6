using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.PriceSources;

/// <summary>Moves prices: by a seeded random walk shared by spot and perpetual of a coin, or to where a command puts them.</summary>
internal static class PriceWalk
{
    private const double SecondsPerYear = 365.0 * 86_400;
    private const double BasisPull = 0.05;

    /// <summary>One step of every symbol that is not held, of all coins or of those asked for; gives back the coins that walked.</summary>
    public static IReadOnlyList<string> Step(ExchangeState state, TimeSpan step, Func<string, bool>? walks = null)
    {
        var walked = new List<string>();
        foreach (var coin in state.Markets.All.ToList().GroupBy(market => market.Instrument.BaseCoin))
        {
            if (walks is not null && !walks(coin.Key))
                continue;
            walked.Add(coin.Key);
            var shock = state.Random.NextNormal();
            var perpetual = coin.First(market => market.Category == Category.Linear);
            foreach (var market in coin)
            {
                var sigma = market.Instrument.AnnualVolatility * Math.Sqrt(step.TotalSeconds / SecondsPerYear);
                var pull = market == perpetual || perpetual.Held ? 0 : BasisPull * Math.Log((double)(perpetual.Last / market.Last));
                var next = market.Last * (decimal)Math.Exp(sigma * shock + pull);
                var qty = market.Instrument.QtyWorth((decimal)state.Random.NextUnit() * 20_000m, market.Last);
                if (!market.Held)
                    Move(state, market, next, qty);
                else if (market.Minute.Start != Timeframe.Floor(state.Now, TimeSpan.FromMinutes(1)))
                    Move(state, market, market.Last, 0);
            }
        }

        return walked;
    }

    /// <summary>Puts a price where a command wants it. The coin's other symbol follows by the same ratio unless it is held.</summary>
    public static void Set(ExchangeState state, MarketState market, decimal price, bool? hold)
    {
        var ratio = price / market.Last;
        Move(state, market with { Held = hold ?? market.Held }, price, 0);
        foreach (var other in state.Markets.All.Where(other => IsTwin(other, market) && !other.Held).ToList())
            Move(state, other, other.Last * ratio, 0);
    }

    public static bool IsTwin(MarketState other, MarketState market) =>
        other.Key != market.Key && other.Instrument.BaseCoin == market.Instrument.BaseCoin;

    /// <summary>Notes a trade of the market at the price, rounded to its tick.</summary>
    public static void Move(ExchangeState state, MarketState market, decimal price, decimal qty)
    {
        var rounded = market.Instrument.RoundToTick(price);
        var minute = Timeframe.Floor(state.Now, TimeSpan.FromMinutes(1));
        var candle = market.Minute;
        if (candle.Start < minute)
        {
            state.Charts[market.Key].Add(candle);
            state.FinishedMinutes.Add(new CandleRow(market.Category, market.Symbol, candle));
            candle = Candle.At(minute, market.Last);
        }

        state.Markets.Put(market with
        {
            Last = rounded,
            UpdatedAt = state.Now,
            Minute = candle.With(
            rounded, qty, market.Instrument.Turnover(qty, rounded))
        });
    }
}
