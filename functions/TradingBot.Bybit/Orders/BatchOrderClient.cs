using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>Many orders at once. Each gets its own outcome, resolved as if it had been sent alone.</summary>
internal sealed class BatchOrderClient(
    BatchSender sender, OrderOutcomeResolver resolver, OrderClient orders, PositionModes modes, PositionModeRetry modeRetry)
{
    private static readonly BatchRoute<OrderAmendment, WireAmendOrder> Amendments = new(
        Endpoints.AmendBatch,
        BybitJson.Default.WireBatchWireAmendOrder,
        static command => command.Category,
        static command => command.LinkId.Value,
        AmendRequest.Refusal,
        static command => AmendRequest.From(command) with { Category = null });

    private static readonly BatchRoute<OrderCancellation, WireCancelOrder> Cancellations = new(
        Endpoints.CancelBatch,
        BybitJson.Default.WireBatchWireCancelOrder,
        static command => command.Category,
        static command => command.LinkId.Value,
        static _ => null,
        static command => CancelRequest.From(command) with { Category = null });

    public async Task<IReadOnlyList<SubmitOutcome>> PlaceAsync(IReadOnlyList<OrderIntent> intents, CancellationToken token)
    {
        var assumed = intents.Select(intent => modes.Of(intent.Category, intent.Symbol)).ToList();
        var route = new BatchRoute<OrderIntent, WireCreateOrder>(
            Endpoints.CreateBatch,
            BybitJson.Default.WireBatchWireCreateOrder,
            static intent => intent.Category,
            static intent => intent.LinkId.Value,
            OrderRequest.Refusal,
            intent => OrderRequest.From(intent, modes.Of(intent.Category, intent.Symbol)) with { Category = null });
        var outcomes = await sender.SendAsync(route, intents, token);
        for (var index = 0; index < outcomes.Length; index++)
            outcomes[index] = await ResolveAsync(intents[index], assumed[index], outcomes[index], token);
        return outcomes;
    }

    private async Task<SubmitOutcome> ResolveAsync(
        OrderIntent intent, PositionMode assumed, SubmitOutcome outcome, CancellationToken token)
    {
        if (outcome is not SubmitOutcome.Rejected { Error: var error } || !PositionIndex.MayHedge(intent.Category)
            || !BybitErrors.MayBePositionMode(error))
            return await resolver.ResolvePlacementAsync(intent, outcome, token);
        return await modeRetry.HasChangedAsync(intent.Category, intent.Symbol, assumed, token) switch
        {
            true => await orders.PlaceAsync(intent, token),
            false => await resolver.ResolvePlacementAsync(intent, outcome, token),
            null => PositionModeRetry.Unexplained(error),
        };
    }

    public async Task<IReadOnlyList<SubmitOutcome>> AmendAsync(IReadOnlyList<OrderAmendment> amendments, CancellationToken token)
    {
        var outcomes = await sender.SendAsync(Amendments, amendments, token);
        for (var index = 0; index < outcomes.Length; index++)
            outcomes[index] = await resolver.ResolveAmendmentAsync(amendments[index], outcomes[index], token);
        return outcomes;
    }

    public async Task<IReadOnlyList<SubmitOutcome>> CancelAsync(IReadOnlyList<OrderCancellation> cancellations, CancellationToken token)
    {
        var outcomes = await sender.SendAsync(Cancellations, cancellations, token);
        for (var index = 0; index < outcomes.Length; index++)
            outcomes[index] = await resolver.ResolveCancellationAsync(cancellations[index], outcomes[index], token);
        return outcomes;
    }
}
