using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>What anybody may know of the exchange: its clock, its instruments and its prices.</summary>
public interface IExchangeMarket
{
    Task<ExchangeResult<DateTimeOffset>> GetTimeAsync(CancellationToken token);

    /// <summary>All tradable and announced instruments of a category; cached by the implementation, at most a day old.</summary>
    Task<ExchangeResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(Category category, CancellationToken token);

    /// <summary>
    /// One instrument, tradable or not; null when the exchange lists none of that name. What the cached list lacks, or holds as not
    /// tradable, is asked for by name, so neither is said from an old list.
    /// </summary>
    Task<ExchangeResult<Instrument?>> FindInstrumentAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>
    /// The risk ladder of a future, lowest step first; cached by the implementation. Empty for categories without margin.
    /// </summary>
    Task<ExchangeResult<IReadOnlyList<RiskTier>>> GetRiskTiersAsync(Category category, Symbol symbol, CancellationToken token);

    Task<ExchangeResult<Ticker>> GetTickerAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>Every option of an underlying coin that is quoted now.</summary>
    /// <param name="coin">Such as "BTC".</param>
    /// <param name="token">Ends the wait.</param>
    Task<ExchangeResult<IReadOnlyList<OptionQuote>>> GetOptionQuotesAsync(string coin, CancellationToken token);

    /// <summary>The newest bars, oldest first, at most 1000; the last one still moves. Not for options.</summary>
    Task<ExchangeResult<IReadOnlyList<Candle>>> GetCandlesAsync(
        Category category, Symbol symbol, CandleInterval interval, int count, CancellationToken token);

    /// <summary>The best levels of each side, at most 200 (options: 25).</summary>
    Task<ExchangeResult<MarketDepth>> GetDepthAsync(Category category, Symbol symbol, int levels, CancellationToken token);

    /// <summary>Prices beyond which a limit order is refused (spot) or silently moved (futures).</summary>
    Task<ExchangeResult<PriceBand>> GetPriceBandAsync(Category category, Symbol symbol, CancellationToken token);
}
