using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Positions;

/// <summary>When a perpetual pays funding next, and the rate if one was set for it.</summary>
internal sealed record FundingTerm : IRow
{
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>Fraction of the position's value; positive: longs pay. Absent: the exchange's default.</summary>
    public decimal? Rate { get; init; }

    public long Seq { get; init; }
    public string Key => Instrument.KeyOf(Category, Symbol);
}
