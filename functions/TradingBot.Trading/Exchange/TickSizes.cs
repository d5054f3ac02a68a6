using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Trading.Exchange;

/// <summary>The price step of an instrument, for sentences that can do without it.</summary>
internal static class TickSizes
{
    /// <returns>Quote coin, inverse: USD; null when the exchange gives no answer or lists the instrument no more.</returns>
    public static async Task<decimal?> FindTickSizeAsync(
        this IExchange exchange, Category category, Symbol symbol, CancellationToken token) =>
        await exchange.GetInstrumentsAsync(category, token) is ExchangeResult<IReadOnlyList<Instrument>>.Success { Value: var listed }
            ? listed.FirstOrDefault(instrument => instrument.Symbol == symbol)?.TickSize
            : null;
}
