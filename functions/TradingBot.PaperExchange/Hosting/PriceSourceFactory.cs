using Microsoft.Extensions.Logging;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.PriceSources.Live;
using TradingBot.PaperExchange.PriceSources.Replay;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.Hosting;

/// <summary>Makes the price source that the settings name.</summary>
internal static class PriceSourceFactory
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
