namespace TradingBot.PaperExchange.Settings;

/// <summary>A seeded walk, bars from files, or the public tickers of a real exchange.</summary>
public enum PriceSourceKind
{
    Synthetic,
    Replay,
    Live,
}
