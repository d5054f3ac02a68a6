using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Positions;

/// <summary>Stop and target of a whole position, kept by the exchange.</summary>
internal sealed class TradingStopClient(BybitWriter writer, PositionReader positions, PositionModeRetry modeRetry)
{
    public async Task<SubmitOutcome> SetAsync(TradingStop stop, CancellationToken token)
    {
        if (StopRequest.Refusal(stop) is { } refusal)
            return BybitWriter.Refuse(refusal);

        var outcome = await modeRetry.SendAsync(stop.Category, stop.Symbol, mode => SendAsync(stop, mode, token), token);
        return outcome is SubmitOutcome.Rejected { Error: { Code: BybitErrors.StopsUnchanged } unchanged }
            ? await ConfirmAsync(stop, unchanged, token)
            : outcome;
    }

    private async Task<SubmitOutcome> SendAsync(TradingStop stop, PositionMode mode, CancellationToken token)
    {
        var leg = PositionLeg.Net;
        if (stop.Direction is { } direction)
            leg = PositionIndex.LegFor(mode, direction);
        else if (mode == PositionMode.Hedge)
        {
            switch (await positions.GetAsync(stop.Category, stop.Symbol, token))
            {
                case ExchangeResult<IReadOnlyList<ExchangePosition>>.Success { Value: [var only] }:
                    leg = only.Leg;
                    break;
                case ExchangeResult<IReadOnlyList<ExchangePosition>>.Success { Value: var open }:
                    return new SubmitOutcome.Rejected(Ambiguous(open.Count));
                case ExchangeResult<IReadOnlyList<ExchangePosition>>.Failure { Error: var error }:
                    return BybitWriter.Unread("The position", error);
            }
        }

        var request = StopRequest.From(stop, leg);
        return await writer.SendAsync(
            Endpoints.TradingStop, stop.Category, request, BybitJson.Default.WireTradingStop, stop.Symbol.Value, token);
    }

    private static ExchangeError Ambiguous(int open) => open == 0
        ? new ExchangeError(0, "There is no position to protect (yet, or any more).", RetryGuidance.CorrectAndRetry)
        : new ExchangeError(0, "Direction: hedge mode holds a long and a short position; say which one is meant.", RetryGuidance.Permanent);

    // 34040 is also sent when a parameter is missing, so only the position itself proves that the stop stands.
    private async Task<SubmitOutcome> ConfirmAsync(TradingStop stop, ExchangeError unchanged, CancellationToken token)
    {
        var read = await positions.GetAsync(stop.Category, stop.Symbol, token);
        if (read is not ExchangeResult<IReadOnlyList<ExchangePosition>>.Success { Value: var open })
            return new SubmitOutcome.Unknown(unchanged with { Class = RetryGuidance.VerifyFirst });

        var stands = open.Any(position => (stop.Direction is null || position.Direction == stop.Direction)
            && Shows(position.StopLoss, stop.StopLoss) && Shows(position.TakeProfit, stop.TakeProfit)
            && Shows(position.TrailingStop, stop.TrailingStop));
        return stands
            ? new SubmitOutcome.Accepted("")
            : new SubmitOutcome.Rejected(
                unchanged with { Message = unchanged.Message + " But the position does not show it.", Class = RetryGuidance.CorrectAndRetry });
    }

    private static bool Shows(decimal? shown, decimal? wanted) => wanted is null || (wanted is 0m ? shown is null : shown == wanted);
}
