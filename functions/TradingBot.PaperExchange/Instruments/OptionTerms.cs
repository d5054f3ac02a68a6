namespace TradingBot.PaperExchange.Instruments;

/// <summary>What the options of one coin have in common. Quantities are in the coin, prices in USDT for one coin.</summary>
internal sealed record OptionTerms
{
    public required string Coin { get; init; }

    /// <summary>Smallest step of a premium, USDT.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Smallest step of a quantity, and the smallest quantity, in the coin.</summary>
    public required decimal QtyStep { get; init; }

    /// <summary>Largest quantity of an order, in the coin.</summary>
    public required decimal MaxQty { get; init; }

    /// <summary>Highest premium of an order, USDT for one coin.</summary>
    public required decimal MaxPrice { get; init; }
    public required double AnnualVolatility { get; init; }

    /// <summary>Distance of strikes by days to expiry; each divides the next, so that a nearing series only gains strikes.</summary>
    public required decimal DailyStep { get; init; }

    /// <summary>USDT, up to 30 days before expiry.</summary>
    public required decimal WeeklyStep { get; init; }

    /// <summary>USDT, longer before expiry.</summary>
    public required decimal MonthlyStep { get; init; }

    public static IReadOnlyList<OptionTerms> All { get; } =
    [
        new()
        {
            Coin = "BTC", TickSize = 5, QtyStep = 0.01m, MaxQty = 500, MaxPrice = 1_110_000,
            AnnualVolatility = 0.55, DailyStep = 500, WeeklyStep = 1_000, MonthlyStep = 2_000,
        },
        new()
        {
            Coin = "ETH", TickSize = 0.1m, QtyStep = 0.1m, MaxQty = 5_000, MaxPrice = 100_000,
            AnnualVolatility = 0.70, DailyStep = 25, WeeklyStep = 50, MonthlyStep = 100,
        },
        new()
        {
            Coin = "SOL", TickSize = 0.01m, QtyStep = 1, MaxQty = 50_000, MaxPrice = 10_000,
            AnnualVolatility = 0.90, DailyStep = 1, WeeklyStep = 5, MonthlyStep = 10,
        },
    ];

    public static OptionTerms? Find(string coin) => All.FirstOrDefault(terms => terms.Coin == coin);

    public decimal StrikeStep(TimeSpan left) =>
        left <= TimeSpan.FromDays(3) ? DailyStep : left <= TimeSpan.FromDays(30) ? WeeklyStep : MonthlyStep;
}
