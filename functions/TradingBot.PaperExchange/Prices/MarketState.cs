using System.Text.Json.Serialization;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Prices;

/// <summary>The price of one symbol now, its unfinished minute, and where its synthetic history ends.</summary>
internal sealed record MarketState : IRow
{
    public required Category Category { get; init; }
    public required string Symbol { get; init; }

    /// <summary>In the quote coin.</summary>
    public required decimal Last { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required DateTimeOffset AnchorAt { get; init; }

    /// <summary>Where the synthetic history ends, in the quote coin.</summary>
    public required decimal AnchorPrice { get; init; }
    public required Candle Minute { get; init; }

    /// <summary>True while the walk of this symbol stands still and only a command moves it.</summary>
    public bool Held { get; init; }

    /// <summary>The word of instruments-info: Trading, PreLaunch, Delivering or Closed. Orders are taken while it trades.</summary>
    public string Status { get; init; } = Trading;

    public const string Trading = "Trading";

    /// <summary>Present on options, whose bid and ask are not a tick around the price.</summary>
    [JsonIgnore]
    public OptionQuote? Quote { get; init; }

    public long Seq { get; init; }
    public string Key => Instrument.KeyOf(Category, Symbol);
    public Instrument Instrument => InstrumentCatalog.Get(Category, Symbol);

    /// <summary>In the quote coin; an option's is zero when nobody bids.</summary>
    public decimal Bid => Quote?.Bid ?? Math.Max(Instrument.TickSize, Last - Instrument.TickSize);

    /// <summary>In the quote coin.</summary>
    public decimal Ask => Quote?.Ask ?? Last + Instrument.TickSize;
}
