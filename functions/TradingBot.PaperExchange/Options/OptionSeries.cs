using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Options;

/// <summary>All options of one coin and one expiry: every strike of the grid, as call and as put. A delivery price closes it.</summary>
internal sealed record OptionSeries : IRow
{
    public required string Coin { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>USDT.</summary>
    public required decimal StrikeStep { get; init; }

    /// <summary>USDT.</summary>
    public required decimal LowestStrike { get; init; }

    /// <summary>USDT.</summary>
    public required decimal HighestStrike { get; init; }
    public required long Seq { get; init; }

    /// <summary>Price of the coin at expiry, USDT; null while the series lives.</summary>
    public decimal? DeliveryPrice { get; init; }
    public string Key => OptionSymbol.SeriesOf(Coin, ExpiresAt);

    public bool IsTrading(DateTimeOffset now) => DeliveryPrice is null && now < ExpiresAt;

    public bool Holds(OptionSymbol symbol) => symbol.Coin == Coin && symbol.ExpiresAt == ExpiresAt
        && symbol.Strike >= LowestStrike && symbol.Strike <= HighestStrike && symbol.Strike % StrikeStep == 0;

    /// <summary>Lowest strike first, the call before the put.</summary>
    public IEnumerable<OptionSymbol> Symbols()
    {
        for (var strike = LowestStrike; strike <= HighestStrike; strike += StrikeStep)
        {
            yield return new OptionSymbol(Coin, ExpiresAt, strike, OptionKind.Call);
            yield return new OptionSymbol(Coin, ExpiresAt, strike, OptionKind.Put);
        }
    }
}
