using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>What an order would do to the account's margin rates, tried out on a copy of the ledger. Rates are in hundredths of a percent.</summary>
internal static class PreCheckRoute
{
    public static Answer Check(Call call)
    {
        var request = OrderRequest.Read(call.Fields);
        if (request.Category == Category.Spot)
            call.Fields.Fail(Refusals.Parameter("category"));
        if (request.TriggerPrice is not null)
            call.Fields.Fail(Refusals.Parameter("triggerPrice"));
        if (call.Fields.Fault is { } fault)
            return fault;
        return call.Venue.Read<Answer>(ledger =>
        {
            if (OrderChecks.Check(ledger, request) is { } refusal)
                return refusal;
            var trial = ledger.Without([]);
            var order = OrderIntake.Enter(trial, request, fault: null);
            new Matcher(trial, call.Options.SlippageBasisPoints).Accept(order.Id);
            return new JsonObject
            {
                ["orderId"] = order.Id,
                ["orderLinkId"] = order.LinkId,
                ["preImrE4"] = Rate(ledger, Margin.PositionsInitial(ledger) + Margin.OrdersInitial(ledger)),
                ["preMmrE4"] = Rate(ledger, Margin.PositionsMaintenance(ledger)),
                ["postImrE4"] = Rate(trial, Margin.PositionsInitial(trial) + Margin.OrdersInitial(trial)),
                ["postMmrE4"] = Rate(trial, Margin.PositionsMaintenance(trial)),
            };
        });
    }

    private static int Rate(Ledger ledger, decimal margin) =>
        Margin.Balance(ledger) is > 0 and var balance ? (int)Math.Round(margin / balance * 10_000) : 0;
}
