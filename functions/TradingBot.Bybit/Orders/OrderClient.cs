using TradingBot.Bybit.Http;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// Places, changes and cancels one order. What Bybit says of an order already there is settled by looking at it, never by sending another.
/// </summary>
internal sealed class OrderClient(BybitWriter writer, OrderOutcomeResolver resolver, PositionModeRetry modes)
{
    public async Task<SubmitOutcome> PlaceAsync(OrderIntent intent, CancellationToken token)
    {
        if (OrderRequest.Refusal(intent) is { } refusal)
            return BybitWriter.Refuse(refusal);

        var outcome = await modes.SendAsync(intent.Category, intent.Symbol, SendAsync, token);
        return await resolver.ResolvePlacementAsync(intent, outcome, token);

        Task<SubmitOutcome> SendAsync(PositionMode mode) => writer.SendAsync(
            Endpoints.CreateOrder,
            intent.Category,
            OrderRequest.From(intent, mode),
            BybitJson.Default.WireCreateOrder,
            intent.LinkId.Value,
            token);
    }

    public async Task<SubmitOutcome> AmendAsync(OrderAmendment amendment, CancellationToken token)
    {
        if (AmendRequest.Refusal(amendment) is { } refusal)
            return BybitWriter.Refuse(refusal);

        var outcome = await writer.SendAsync(
            Endpoints.AmendOrder,
            amendment.Category,
            AmendRequest.From(amendment),
            BybitJson.Default.WireAmendOrder,
            amendment.LinkId.Value,
            token);
        return await resolver.ResolveAmendmentAsync(amendment, outcome, token);
    }

    public async Task<SubmitOutcome> CancelAsync(OrderCancellation cancellation, CancellationToken token)
    {
        var outcome = await writer.SendAsync(
            Endpoints.CancelOrder,
            cancellation.Category,
            CancelRequest.From(cancellation),
            BybitJson.Default.WireCancelOrder,
            cancellation.LinkId.Value,
            token);
        return await resolver.ResolveCancellationAsync(cancellation, outcome, token);
    }
}
