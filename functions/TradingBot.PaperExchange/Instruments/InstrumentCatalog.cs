using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Instruments;

/// <summary>
/// The symbols this exchange lists: three coins against USDT, as perpetual and as spot, and two perpetuals in dollars settled in their
/// coin.
/// </summary>
internal static class InstrumentCatalog
{
    public static IReadOnlyList<Instrument> All { get; } =
    [
        Perpetual("BTCUSDT", 5, "BTC", 0.1m, 0.001m, 1190m, 500m, 100m, 2_000_000m, 68_000m, 0.55),
        Perpetual("ETHUSDT", 6, "ETH", 0.01m, 0.01m, 7_240m, 3_600m, 100m, 1_500_000m, 3_400m, 0.70),
        Perpetual("SOLUSDT", 7, "SOL", 0.01m, 0.1m, 79_770m, 16_000m, 75m, 1_000_000m, 160m, 0.90),
        Inverse("BTCUSD", 1, "BTC", 0.1m, 25_000_000m, 5_000_000m, 150m, 68_000m, 0.55),
        Inverse("ETHUSD", 2, "ETH", 0.01m, 10_000_000m, 2_000_000m, 3_000m, 3_400m, 0.70),
        Pair("BTCUSDT", 9, "BTC", 0.1m, 0.000001m, 83m, 41.5m, 68_000m, 0.55),
        Pair("ETHUSDT", 10, "ETH", 0.01m, 0.00001m, 2_400m, 1_200m, 3_400m, 0.70),
        Pair("SOLUSDT", 11, "SOL", 0.01m, 0.001m, 41_000m, 20_000m, 160m, 0.90),
    ];

    /// <summary>Options come and go with the clock: their rules are read off the name, whether listed or not.</summary>
    public static Instrument? Find(Category category, string? symbol) => category == Category.Option
        ? OptionInstruments.Find(symbol)
        : All.FirstOrDefault(instrument => instrument.Category == category && instrument.Symbol == symbol);

    public static Instrument Get(Category category, string symbol) =>
        Find(category, symbol) ?? throw new InvalidOperationException($"{category.Wire()} {symbol} is not listed.");

    private static Instrument Perpetual(
        string symbol, int id, string coin, decimal tick, decimal step, decimal maxLimit, decimal maxMarket,
        decimal maxLeverage, decimal riskLimit, decimal price, double volatility) =>
        Future(Row(Category.Linear, symbol, id, coin, "USDT", tick, step, maxLimit, maxMarket, price, volatility), maxLeverage, riskLimit);

    private static Instrument Inverse(
        string symbol, int id, string coin, decimal tick, decimal maxLimit, decimal maxMarket, decimal riskLimit,
        decimal price, double volatility) =>
        Future(
            Row(Category.Inverse, symbol, id, coin, "USD", tick, 1, maxLimit, maxMarket, price, volatility), 100,
            riskLimit) with
        { MinNotional = 0 };

    private static Instrument Pair(
        string symbol, int id, string coin, decimal tick, decimal step, decimal maxLimit, decimal maxMarket,
        decimal price, double volatility) =>
        Row(Category.Spot, symbol, id, coin, "USDT", tick, step, maxLimit, maxMarket, price, volatility) with { QuoteStep = 0.0000001m };

    /// <summary>What perpetuals have beyond a spot pair, and the fees of derivatives.</summary>
    private static Instrument Future(Instrument row, decimal maxLeverage, decimal riskLimit) => row with
    {
        TakerFee = 0.00055m,
        MakerFee = 0.0002m,
        MaxLeverage = maxLeverage,
        MaintenanceRate = 0.005m,
        RiskLimit = riskLimit,
        FundingInterval = TimeSpan.FromHours(8),
    };

    private static Instrument Row(
        Category category, string symbol, int id, string coin, string quoteCoin, decimal tick, decimal step,
        decimal maxLimit, decimal maxMarket, decimal price, double volatility) => new()
        {
            Category = category,
            Symbol = symbol,
            SymbolId = id,
            BaseCoin = coin,
            QuoteCoin = quoteCoin,
            TickSize = tick,
            QtyStep = step,
            MinQty = step,
            MaxLimitQty = maxLimit,
            MaxMarketQty = maxMarket,
            MinNotional = 5,
            StartPrice = price,
            AnnualVolatility = volatility,
            TakerFee = 0.001m,
            MakerFee = 0.001m,
            PriceLimitX = 0.05m,
            PriceLimitY = 0.1m,
        };
}
