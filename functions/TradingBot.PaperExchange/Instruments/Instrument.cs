using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Instruments;

/// <summary>
/// Trading rules of one symbol in one category. Quantities are in the base coin (inverse: in dollars), money in the settle coin.
/// </summary>
internal sealed record Instrument
{
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required int SymbolId { get; init; }
    public required string BaseCoin { get; init; }
    public required string QuoteCoin { get; init; }
    /// <summary>The name of a symbol among the symbols of all categories, as rows of one symbol are stored under it.</summary>
    public static string KeyOf(Category category, string symbol) => $"{category.Wire()}:{symbol}";

    public string SettleCoin => Category == Category.Inverse ? BaseCoin : QuoteCoin;

    /// <summary>Smallest step of a price, in the quote coin.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Smallest step of a quantity.</summary>
    public required decimal QtyStep { get; init; }

    /// <summary>Smallest quantity of an order: base coin (inverse: dollars).</summary>
    public required decimal MinQty { get; init; }

    /// <summary>Largest quantity of an order with a limit: base coin (inverse: dollars).</summary>
    public required decimal MaxLimitQty { get; init; }

    /// <summary>Largest quantity of an order at market: base coin (inverse: dollars).</summary>
    public required decimal MaxMarketQty { get; init; }

    /// <summary>Smallest value of an order: quote coin; zero: no bound.</summary>
    public required decimal MinNotional { get; init; }

    /// <summary>Price on a new data folder, in the quote coin.</summary>
    public required decimal StartPrice { get; init; }

    /// <summary>Of the synthetic walk, as a fraction a year.</summary>
    public required double AnnualVolatility { get; init; }

    /// <summary>Fraction of the value of a fill that takes from the book.</summary>
    public required decimal TakerFee { get; init; }

    /// <summary>Fraction of the value of a fill that rested in the book.</summary>
    public required decimal MakerFee { get; init; }

    /// <summary>Largest distance of a limit price from the mark, as a fraction; the exchange's priceLimitRatioX.</summary>
    public required decimal PriceLimitX { get; init; }

    /// <summary>Shown as priceLimitRatioY, a fraction; no rule here uses it.</summary>
    public required decimal PriceLimitY { get; init; }

    /// <summary>Step of a spot market buy given in the quote coin; unused on derivatives.</summary>
    public decimal QuoteStep { get; init; }

    /// <summary>Highest leverage of the first risk tier; 1 on spot.</summary>
    public decimal MaxLeverage { get; init; } = 1;

    /// <summary>Of the first risk tier.</summary>
    public decimal MaintenanceRate { get; init; }

    /// <summary>Largest position value of the first risk tier.</summary>
    public decimal RiskLimit { get; init; }

    /// <summary>Time between two payments of funding; zero where none is paid.</summary>
    public TimeSpan FundingInterval { get; init; }

    /// <summary>Present on options alone.</summary>
    public OptionSymbol? Option { get; init; }

    /// <summary>The risk ladder of a future, lowest step first; empty elsewhere.</summary>
    public IReadOnlyList<RiskTier> Tiers => field ??= Category is Category.Linear or Category.Inverse
        ? RiskTier.Ladder(SymbolId, RiskLimit, MaintenanceRate, MaxLeverage)
        : [];

    /// <summary>The step that holds a position value; a value above them all counts to the last.</summary>
    public RiskTier TierOf(decimal value) => Tiers.FirstOrDefault(tier => value <= tier.Limit) ?? Tiers[^1];

    public int PriceDecimals => Scale(TickSize);
    public int QtyDecimals => Scale(QtyStep);
    public string PriceText(decimal price) => Wire.Fixed(price, PriceDecimals);
    public string QtyText(decimal qty) => Wire.Fixed(qty, QtyDecimals);
    public decimal FloorToTick(decimal price) => Math.Floor(price / TickSize) * TickSize;
    public decimal CeilingToTick(decimal price) => Math.Ceiling(price / TickSize) * TickSize;
    public decimal RoundToTick(decimal price) => Math.Max(TickSize, Math.Round(price / TickSize, MidpointRounding.AwayFromZero) * TickSize);
    public decimal FloorToStep(decimal qty) => Math.Floor(qty / QtyStep) * QtyStep;

    /// <summary>The quantity that an amount of dollars pays at a price, cut to the step.</summary>
    public decimal QtyWorth(decimal dollars, decimal price) => FloorToStep(Category == Category.Inverse ? dollars : dollars / price);

    /// <summary>What a chart counts as turnover of a traded quantity: money, on inverse contracts coins.</summary>
    public decimal Turnover(decimal qty, decimal price) => Category == Category.Inverse ? Math.Round(qty / price, 8) : qty * price;

    /// <summary>Highest price a buy order may carry while the mark price is the given one.</summary>
    public decimal HighestBuy(decimal mark) => FloorToTick(mark * (1 + PriceLimitX));

    /// <summary>Lowest price a sell order may carry while the mark price is the given one.</summary>
    public decimal LowestSell(decimal mark) => CeilingToTick(mark * (1 - PriceLimitX));

    /// <summary>The nearest price that the band allows; options have none.</summary>
    public decimal WithinBand(Side side, decimal price, decimal mark)
    {
        if (PriceLimitX == 0)
            return price;
        return side == Side.Buy ? Math.Min(price, HighestBuy(mark)) : Math.Max(price, LowestSell(mark));
    }

    private static int Scale(decimal step) => step.Scale;
}
