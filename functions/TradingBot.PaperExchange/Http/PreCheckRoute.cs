using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>
/// What an order would do to the account's margin rates, tried out on a copy of the state. Rates are in hundredths of a percent.
/// </summary>
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
        return call.ExchangeSimulator.Read<Answer>(state =>
        {
            if (OrderChecks.Check(state, request) is { } refusal)
                return refusal;
            var trial = state.Without([]);
            var order = OrderIntake.Enter(trial, request, fault: null);
            new Matcher(trial, call.Options.SlippageBasisPoints).Accept(order.Id);
            return new JsonObject
            {
                ["orderId"] = order.Id,
                ["orderLinkId"] = order.LinkId,
                ["preImrE4"] = Rate(state, Margin.PositionsInitial(state) + Margin.OrdersInitial(state)),
                ["preMmrE4"] = Rate(state, Margin.PositionsMaintenance(state)),
                ["postImrE4"] = Rate(trial, Margin.PositionsInitial(trial) + Margin.OrdersInitial(trial)),
                ["postMmrE4"] = Rate(trial, Margin.PositionsMaintenance(trial)),
            };
        });
    }

    private static int Rate(ExchangeState state, decimal margin) =>
        Margin.Balance(state) is > 0 and var balance ? (int)Math.Round(margin / balance * 10_000) : 0;
}
