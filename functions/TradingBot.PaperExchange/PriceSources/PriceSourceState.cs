using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.PriceSources;

/// <summary>What /sim/state tells of the price source: which one, how it does, and one sentence for a person.</summary>
internal sealed record PriceSourceState(PriceSourceKind Source, string Status, string Detail);
