using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>Positions of derivatives, their stops, leverage and profit.</summary>
public interface IExchangePositions
{
    /// <summary>Open positions of a derivatives category; of one symbol when given, else of every settle coin.</summary>
    Task<ExchangeResult<IReadOnlyList<ExchangePosition>>> GetPositionsAsync(Category category, Symbol? symbol, CancellationToken token);

    /// <summary>What an entry has to know of its symbol, in one read (linear and inverse).</summary>
    Task<ExchangeResult<SymbolPositions>> GetSymbolPositionsAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>The exchange's closed profit rows since a moment, oldest first (linear and inverse).</summary>
    Task<ExchangeResult<IReadOnlyList<ClosedPnl>>> GetClosedPnlAsync(
        Category category, Symbol symbol, DateTimeOffset since, CancellationToken token);

    /// <summary>
    /// Option positions closed or delivered since a moment (the exchange keeps six months), oldest first; of one symbol when given.
    /// </summary>
    Task<ExchangeResult<IReadOnlyList<ClosedOption>>> GetClosedOptionsAsync(Symbol? symbol, DateTimeOffset since, CancellationToken token);

    Task<SubmitOutcome> SetTradingStopAsync(TradingStop stop, CancellationToken token);

    Task<SubmitOutcome> SetLeverageAsync(Category category, Symbol symbol, decimal leverage, CancellationToken token);

    /// <summary>A mode that already holds counts as accepted. Refused while the symbol has a position or open orders.</summary>
    Task<SubmitOutcome> SetPositionModeAsync(Category category, Symbol symbol, PositionMode mode, CancellationToken token);
}
