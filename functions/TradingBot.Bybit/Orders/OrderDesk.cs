using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Orders;

/// <summary>Places and cancels. What Bybit says of an order already there is settled by looking at that order, never by sending another.</summary>
internal sealed class OrderDesk(
    BybitWriter writer, OrderReader orders, PositionReader positions, InstrumentCatalog instruments, ILogger<OrderDesk> logger)
{
    public async Task<SubmitOutcome> PlaceAsync(OrderIntent intent, CancellationToken token)
    {
        if (OrderRequest.Refusal(intent) is { } refusal)
            return new SubmitOutcome.Rejected(new VenueError(0, refusal, VenueErrorClass.Fail));

        var request = OrderRequest.From(intent);
        var outcome = await writer.SendAsync(
            Endpoints.CreateOrder, intent.Category, request, BybitJson.Default.WireCreateOrder, intent.LinkId.Value, token);
        switch (outcome)
        {
            case SubmitOutcome.Unknown { Error: var error } when BybitErrors.IsDuplicate(error):
                return await AdoptAsync(intent, error, token);
            case SubmitOutcome.Rejected { Error: { Code: BybitErrors.ReduceOnlyRefused } error } when intent.ReduceOnly:
                return await JudgeReduceOnlyAsync(intent, error, token);
            case SubmitOutcome.Rejected { Error: var error } when BybitErrors.IsSizeRule(error):
                instruments.Forget(intent.Category);
                return outcome;
            default:
                return outcome;
        }
    }

    public async Task<SubmitOutcome> CancelAsync(Category category, Symbol symbol, OrderLinkId linkId, bool isStopOrder, CancellationToken token)
    {
        var request = new WireCancelOrder
        {
            Category = WireText.Of(category),
            Symbol = symbol.Value,
            OrderLinkId = linkId.Value,
            OrderFilter = category == Category.Spot && isStopOrder ? "tpslOrder" : null,
        };
        var outcome = await writer.SendAsync(Endpoints.CancelOrder, category, request, BybitJson.Default.WireCancelOrder, linkId.Value, token);
        return outcome switch
        {
            SubmitOutcome.Rejected { Error.Class: VenueErrorClass.AlreadyDone } => new SubmitOutcome.Accepted(""),
            SubmitOutcome.Rejected { Error: var error } when BybitErrors.IsNotFound(error) => await JudgeMissingAsync(category, symbol, linkId, error, token),
            _ => outcome,
        };
    }

    // The order may be our own earlier attempt whose answer was lost.
    private async Task<SubmitOutcome> AdoptAsync(OrderIntent intent, VenueError duplicate, CancellationToken token)
    {
        var found = await orders.FindAsync(intent.Category, intent.Symbol, intent.LinkId, token);
        if (found is not VenueResult<VenueOrder?>.Success { Value: { } order })
            return new SubmitOutcome.Unknown(duplicate);

        if (order.Side != intent.Side || order.Quantity > intent.Quantity)
        {
            return new SubmitOutcome.Rejected(duplicate with
            {
                Message = duplicate.Message + " It belongs to an order with other terms.",
                Class = VenueErrorClass.Fail,
            });
        }

        logger.Adopted(intent.LinkId.Value);
        return new SubmitOutcome.Accepted(order.VenueOrderId);
    }

    // Flat already is what a closing order wants; anything else is a refusal that leaves the position open.
    private async Task<SubmitOutcome> JudgeReduceOnlyAsync(OrderIntent intent, VenueError refused, CancellationToken token)
    {
        var read = await positions.GetAsync(intent.Category, intent.Symbol, token);
        var isFlat = read is VenueResult<IReadOnlyList<VenuePosition>>.Success { Value.Count: 0 };
        return new SubmitOutcome.Rejected(isFlat ? refused with { Class = VenueErrorClass.AlreadyDone } : refused);
    }

    private async Task<SubmitOutcome> JudgeMissingAsync(Category category, Symbol symbol, OrderLinkId linkId, VenueError missing, CancellationToken token) =>
        await orders.FindAsync(category, symbol, linkId, token) switch
        {
            VenueResult<VenueOrder?>.Success { Value: { } order } when order.Status.IsFinal() => new SubmitOutcome.Accepted(order.VenueOrderId),
            VenueResult<VenueOrder?>.Success => new SubmitOutcome.Rejected(missing),
            _ => new SubmitOutcome.Unknown(missing with { Class = VenueErrorClass.Ask }),
        };
}
