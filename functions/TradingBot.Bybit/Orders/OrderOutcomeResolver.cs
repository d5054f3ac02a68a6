using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Telemetry;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// Settles answers that leave a question by looking: at the order that seems to be there already, at the position a closing
/// order found flat, at the order a cancel did not find. Sends nothing.
/// </summary>
internal sealed class OrderOutcomeResolver(
    OrderReader orders, PositionReader positions, PositionModes modes, InstrumentCatalog instruments, ILogger<OrderOutcomeResolver> logger)
{
    public async Task<SubmitOutcome> ResolvePlacementAsync(OrderIntent intent, SubmitOutcome outcome, CancellationToken token)
    {
        switch (outcome)
        {
            case SubmitOutcome.Unknown { Error: var error } when BybitErrors.IsDuplicate(error):
                return await AdoptAsync(intent, error, token);
            case SubmitOutcome.Rejected { Error: { Code: BybitErrors.ReduceOnlyRefused } error } when intent.ReduceOnly:
                return await ResolveReduceOnlyAsync(intent, error, token);
            case SubmitOutcome.Rejected { Error: var error } when BybitErrors.ContradictsInstrument(error):
                instruments.Forget(intent.Category);
                return outcome;
            default:
                return outcome;
        }
    }

    public async Task<SubmitOutcome> ResolveAmendmentAsync(OrderAmendment amendment, SubmitOutcome outcome, CancellationToken token)
    {
        switch (outcome)
        {
            case SubmitOutcome.Rejected { Error: { Class: RetryGuidance.AlreadyDone, Code: BybitErrors.BadParameter } }:
                return new SubmitOutcome.Accepted("");
            case SubmitOutcome.Rejected { Error: var error } when BybitErrors.IsNotFound(error) || BybitErrors.IsFinished(error):
                return await ResolveMissedAmendmentAsync(amendment, error, token);
            case SubmitOutcome.Rejected { Error: var error } when BybitErrors.ContradictsInstrument(error):
                instruments.Forget(amendment.Category);
                return outcome;
            default:
                return outcome;
        }
    }

    public async Task<SubmitOutcome> ResolveCancellationAsync(
        OrderCancellation cancellation, SubmitOutcome outcome, CancellationToken token) => outcome switch
        {
            SubmitOutcome.Rejected { Error.Class: RetryGuidance.AlreadyDone } => new SubmitOutcome.Accepted(""),
            SubmitOutcome.Rejected { Error: var error } when BybitErrors.IsNotFound(error) =>
                await ResolveMissingAsync(cancellation, error, token),
            _ => outcome,
        };

    // The order may be our own earlier attempt whose answer was lost.
    private async Task<SubmitOutcome> AdoptAsync(OrderIntent intent, ExchangeError duplicate, CancellationToken token)
    {
        var found = await orders.FindAsync(intent.Category, intent.Symbol, intent.LinkId, token);
        if (found is not ExchangeResult<ExchangeOrder?>.Success { Value: { } order })
            return new SubmitOutcome.Unknown(duplicate);

        if (order.Side != intent.Side || order.Quantity > intent.Quantity)
        {
            return new SubmitOutcome.Rejected(duplicate with
            {
                Message = duplicate.Message + " It belongs to an order with other terms.",
                Class = RetryGuidance.Permanent,
            });
        }

        logger.Adopted(intent.LinkId.Value);
        return new SubmitOutcome.Accepted(order.ExchangeOrderId);
    }

    // Flat already is what a closing order wants; anything else is a refusal that leaves the position open.
    private async Task<SubmitOutcome> ResolveReduceOnlyAsync(OrderIntent intent, ExchangeError refused, CancellationToken token)
    {
        var read = await positions.GetAsync(intent.Category, intent.Symbol, token);
        var isFlat = read is ExchangeResult<IReadOnlyList<ExchangePosition>>.Success { Value: var open }
            && !open.Any(position => position.Leg == PositionIndex.LegFor(modes.Of(intent.Category, intent.Symbol), intent));
        return new SubmitOutcome.Rejected(isFlat ? refused with { Class = RetryGuidance.AlreadyDone } : refused);
    }

    private async Task<SubmitOutcome> ResolveMissedAmendmentAsync(OrderAmendment amendment, ExchangeError missing, CancellationToken token)
    {
        var found = await orders.FindAsync(amendment.Category, amendment.Symbol, amendment.LinkId, token);
        return new SubmitOutcome.Rejected(found is ExchangeResult<ExchangeOrder?>.Success { Value: { } order } && order.Status.IsFinal()
            ? missing with { Message = $"{missing.Message} It has ended: {order.Status}.", Class = RetryGuidance.Permanent }
            : missing with { Class = RetryGuidance.CorrectAndRetry });
    }

    private async Task<SubmitOutcome> ResolveMissingAsync(OrderCancellation cancellation, ExchangeError missing, CancellationToken token) =>
        await orders.FindAsync(cancellation.Category, cancellation.Symbol, cancellation.LinkId, token) switch
        {
            ExchangeResult<ExchangeOrder?>.Success { Value: { } order } when order.Status.IsFinal() =>
                new SubmitOutcome.Accepted(order.ExchangeOrderId),
            ExchangeResult<ExchangeOrder?>.Success => new SubmitOutcome.Rejected(missing),
            _ => new SubmitOutcome.Unknown(missing with { Class = RetryGuidance.VerifyFirst }),
        };
}
