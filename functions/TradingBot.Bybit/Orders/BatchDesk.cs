using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>Many orders at once. Each gets its own outcome, judged as if it had been sent alone.</summary>
internal sealed class BatchDesk(BatchSender sender, OrderJudge judge, OrderDesk desk, PositionModes modes, ModeKeeper keeper)
{
    private static readonly BatchKind<OrderAmendment, WireAmendOrder> Amendments = new(
        Endpoints.AmendBatch,
        BybitJson.Default.WireBatchWireAmendOrder,
        static wish => wish.Category,
        static wish => wish.LinkId.Value,
        AmendRequest.Refusal,
        static wish => AmendRequest.From(wish) with { Category = null });

    private static readonly BatchKind<OrderCancellation, WireCancelOrder> Cancellations = new(
        Endpoints.CancelBatch,
        BybitJson.Default.WireBatchWireCancelOrder,
        static wish => wish.Category,
        static wish => wish.LinkId.Value,
        static _ => null,
        static wish => CancelRequest.From(wish) with { Category = null });

    public async Task<IReadOnlyList<SubmitOutcome>> PlaceAsync(IReadOnlyList<OrderIntent> intents, CancellationToken token)
    {
        var believed = intents.Select(intent => modes.Of(intent.Category, intent.Symbol)).ToList();
        var kind = new BatchKind<OrderIntent, WireCreateOrder>(
            Endpoints.CreateBatch,
            BybitJson.Default.WireBatchWireCreateOrder,
            static intent => intent.Category,
            static intent => intent.LinkId.Value,
            OrderRequest.Refusal,
            intent => OrderRequest.From(intent, modes.Of(intent.Category, intent.Symbol)) with { Category = null });
        var outcomes = await sender.SendAsync(kind, intents, token);
        for (var index = 0; index < outcomes.Length; index++)
        {
            var intent = intents[index];
            outcomes[index] = outcomes[index] is SubmitOutcome.Rejected { Error: var error } && Legs.MayHedge(intent.Category)
                && BybitErrors.MayBeMode(error) && await keeper.HasChangedAsync(intent.Category, intent.Symbol, believed[index], token)
                    ? await desk.PlaceAsync(intent, token)
                    : await judge.PlacedAsync(intent, outcomes[index], token);
        }

        return outcomes;
    }

    public async Task<IReadOnlyList<SubmitOutcome>> AmendAsync(IReadOnlyList<OrderAmendment> amendments, CancellationToken token)
    {
        var outcomes = await sender.SendAsync(Amendments, amendments, token);
        for (var index = 0; index < outcomes.Length; index++)
            outcomes[index] = await judge.AmendedAsync(amendments[index], outcomes[index], token);
        return outcomes;
    }

    public async Task<IReadOnlyList<SubmitOutcome>> CancelAsync(IReadOnlyList<OrderCancellation> cancellations, CancellationToken token)
    {
        var outcomes = await sender.SendAsync(Cancellations, cancellations, token);
        for (var index = 0; index < outcomes.Length; index++)
            outcomes[index] = await judge.CancelledAsync(cancellations[index], outcomes[index], token);
        return outcomes;
    }
}
