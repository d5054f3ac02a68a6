using Microsoft.Extensions.Logging;

namespace TradingBot.PaperExchange;

/// <summary>Makes the price source that the settings name.</summary>
internal static class PriceSources
{
    /// <exception cref="PaperExchangeStartException">Files to replay are missing or faulty.</exception>
    public static IPriceSource Create(PaperExchangeOptions options, ILogger logger) => options.Prices switch
    {
        PriceSourceKind.Synthetic => new SyntheticPrices(),
        PriceSourceKind.Replay => new ReplayPrices(ReplayFiles.Load(options.ReplayPath), options.ReplaySpeed, logger),
        PriceSourceKind.Live => new LivePrices(options, logger),
        _ => throw new InvalidOperationException($"Unknown price source {options.Prices}."),
    };
}
