using TradingBot.Bybit.Http;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>Places, changes and cancels one order. What Bybit says of an order already there is settled by looking at it, never by sending another.</summary>
internal sealed class OrderDesk(BybitWriter writer, OrderJudge judge, ModeKeeper modes)
{
    public async Task<SubmitOutcome> PlaceAsync(OrderIntent intent, CancellationToken token)
    {
        if (OrderRequest.Refusal(intent) is { } refusal)
            return Refuse(refusal);

        var outcome = await modes.SendAsync(intent.Category, intent.Symbol, SendAsync, token);
        return await judge.PlacedAsync(intent, outcome, token);

        Task<SubmitOutcome> SendAsync(PositionMode mode) => writer.SendAsync(
            Endpoints.CreateOrder, intent.Category, OrderRequest.From(intent, mode), BybitJson.Default.WireCreateOrder, intent.LinkId.Value, token);
    }

    public async Task<SubmitOutcome> AmendAsync(OrderAmendment amendment, CancellationToken token)
    {
        if (AmendRequest.Refusal(amendment) is { } refusal)
            return Refuse(refusal);

        var outcome = await writer.SendAsync(
            Endpoints.AmendOrder, amendment.Category, AmendRequest.From(amendment), BybitJson.Default.WireAmendOrder, amendment.LinkId.Value, token);
        return await judge.AmendedAsync(amendment, outcome, token);
    }

    public async Task<SubmitOutcome> CancelAsync(OrderCancellation wish, CancellationToken token)
    {
        var outcome = await writer.SendAsync(
            Endpoints.CancelOrder, wish.Category, CancelRequest.From(wish), BybitJson.Default.WireCancelOrder, wish.LinkId.Value, token);
        return await judge.CancelledAsync(wish, outcome, token);
    }

    private static SubmitOutcome.Rejected Refuse(string message) => new(new VenueError(0, message, VenueErrorClass.Fail));
}
