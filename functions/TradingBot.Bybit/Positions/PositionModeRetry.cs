using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Telemetry;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>
/// Sends what names a position; when the exchange's refusal may come from another position mode than we believed in,
/// the mode is read and, if it differs, the same request is sent once more with the right position.
/// </summary>
internal sealed class PositionModeRetry(PositionModes modes, PositionReader positions, ILogger<PositionModeRetry> logger)
{
    public async Task<SubmitOutcome> SendAsync(
        Category category, Symbol symbol, Func<PositionMode, Task<SubmitOutcome>> send, CancellationToken token)
    {
        var assumed = modes.Of(category, symbol);
        var outcome = await send(assumed);
        if (outcome is not SubmitOutcome.Rejected { Error: var error } || !PositionIndex.MayHedge(category)
            || !BybitErrors.MayBePositionMode(error))
            return outcome;
        return await HasChangedAsync(category, symbol, assumed, token) switch
        {
            true => await send(modes.Of(category, symbol)),
            false => outcome,
            null => Unexplained(error),
        };
    }

    /// <summary>
    /// A refusal that the position mode may explain, which could not be read: certainly nothing was done, and whether it is refused for
    /// good is not known.
    /// </summary>
    public static SubmitOutcome.Rejected Unexplained(ExchangeError refused) => new(refused with
    {
        Message = $"{refused.Message} Whether the position mode is the reason could not be read.",
        Class = RetryGuidance.RetryLater,
    });

    /// <summary>
    /// Reads the symbol's mode anew; true when it is not the one believed in, and null when it could not be read.
    /// </summary>
    public async Task<bool?> HasChangedAsync(Category category, Symbol symbol, PositionMode assumed, CancellationToken token)
    {
        if (await positions.GetAsync(category, symbol, token) is not ExchangeResult<IReadOnlyList<ExchangePosition>>.Success)
            return null;
        var actual = modes.Of(category, symbol);
        if (actual == assumed)
            return false;
        logger.ModeLearnt(symbol.Value, actual.ToString());
        return true;
    }
}
