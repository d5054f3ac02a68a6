using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>What coins are worth in dollars, and which share of that backs positions and orders.</summary>
internal static class Collateral
{
    public static bool IsDollar(string coin) => coin is "USDT" or "USDC" or "USD";

    /// <summary>Dollars for one coin: one for the dollar coins, the spot price of listed coins, nothing for others.</summary>
    public static decimal UsdPrice(ExchangeState state, string coin) =>
        IsDollar(coin) ? 1 : state.Markets.Find(Instrument.KeyOf(Category.Spot, coin + "USDT"))?.Last ?? 0;

    public static decimal Ratio(string coin) => coin switch
    {
        "USDT" or "USDC" => 1,
        "BTC" or "ETH" or "SOL" => 0.95m,
        _ => 0,
    };

    /// <summary>Owned coins back with their ratio; owed coins weigh in full.</summary>
    public static decimal Weight(string coin, decimal amount) => amount < 0 ? 1 : Ratio(coin);

    public static decimal Backing(ExchangeState state, string coin, decimal amount) =>
        amount * UsdPrice(state, coin) * Weight(coin, amount);
}
