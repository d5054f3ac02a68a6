using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.State;

/// <summary>Order ids as the categories show them: UUID on derivatives, nineteen digits on spot.</summary>
internal static class OrderIds
{
    private const long SpotBase = 2_100_000_000_000_000_000;

    public static string For(ExchangeState state, Category category) =>
        category == Category.Spot ? Spot(state) : state.NextGuid().ToString();

    public static string Spot(ExchangeState state) => (SpotBase + state.NextSequence()).ToString();
}
