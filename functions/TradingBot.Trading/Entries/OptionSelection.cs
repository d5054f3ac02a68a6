using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>What is traded for an alert: its symbol, or the option that the strategy chooses for it.</summary>
public sealed class OptionSelection(IExchange exchange, TimeProvider time)
{
    private const decimal HoursOfADay = 24;

    /// <param name="strategy">How it chooses.</param>
    /// <param name="symbol">Of the alert.</param>
    /// <param name="stance">Of the alert.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>The symbol, or why there is none.</returns>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<(Symbol? Symbol, Denial? Why)> FindAsync(Strategy strategy, Symbol symbol, Direction stance, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        if (strategy.Option is not { } rule)
            return (symbol, null);
        if (OptionUnderlying.Find(symbol) is not { } underlying)
            return (null, new Denial(DenialCodes.OptionNotFound, $"{symbol} is not the underlying of any options."));
        var board = await exchange.GetOptionQuotesAsync(underlying.Coin, token).RequireAsync();
        // What would be closed for its expiry soon after is not chosen.
        var earliest = (strategy.CloseBeforeExpiryHours ?? 0) / HoursOfADay;
        rule = rule with { MinDays = Math.Max(rule.MinDays, earliest) };
        var found = OptionChoice.Find(rule, underlying.SettleCoin, stance, board, time.GetUtcNow(), out var why);
        return (found?.Symbol, why);
    }
}
