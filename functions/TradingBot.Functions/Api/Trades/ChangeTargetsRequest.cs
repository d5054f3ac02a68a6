using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Operations;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Api.Trades;

/// <summary>
/// Puts other targets in the place of those that a trade has not reached, or tells what that would mean. The request is written into the
/// ledger; the bot following the trade carries it out.
/// </summary>
public sealed class ChangeTargetsRequest(ITradeLedger trades, TargetsByHand targets, IAuditLog audit, TimeProvider time)
{
    private const int LongestReason = 500;
    private const string List = "takeProfits";

    [Function(nameof(ChangeTargetsRequest))]
    [Takes(typeof(TargetsRequest))]
    [Answers(200, typeof(TargetsAnswer), Meaning = "What it would mean; nothing is done.")]
    [Answers(202, typeof(TargetsAnswer), Meaning = "Written down; the bot carries it out.")]
    [Refuses(404, "trade.notFound", "there is no such trade")]
    [Refuses(409, "trade.notOpen", "the trade is finished, or nothing of it is filled that a target could close")]
    [Refuses(
        409,
        "trade.busy",
        "all or a part of it is being closed, it is being added to, its entry is still being filled, or its targets have just changed")]
    [Refuses(409, "target.allReached", "its targets are reached, and what is left is the stop's")]
    [Refuses(409, "trade.changed", "not as much of it is open as the request says")]
    [Refuses(409, "target.passed", "the price is beyond a target already, so that it would be closed at once")]
    [Refuses(409, DenialCodes.TargetTooSmall, "every part is less than the exchange's smallest order")]
    [Refuses(503, "exchange.unavailable", "the exchange does not answer, and the price is not known")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "trades/{id}/targets")] HttpRequest request,
        string id,
        CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var rules = TakeProfitRules.Read(body.Json, List, faults);
        var seen = body.Number("openQuantity", most: null, faults);
        var isPreview = body.Flag("preview", faults);
        var reason = body.Text("reason", LongestReason, faults);
        body.Knows(faults, List, "openQuantity", "preview", "reason");
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!Guid.TryParse(id, out var guid) || await trades.FindAsync(new TradeId(guid), token) is not { } trade)
            return Problems.NotFound("trade");
        // The shares are of what is open: a request that is sent again after a target was hit would mean another part.
        if (seen is not null && seen != trade.OpenQuantity)
        {
            return Refuse(
                "trade.changed",
                "Trade has changed",
                $"{DecimalText.Write(trade.OpenQuantity)} of the trade is open by now, not {DecimalText.Write(seen.Value)}; nothing was done.");
        }

        try
        {
            return await targets.ReviewAsync(trade, rules, token) switch
            {
                TargetsByHandAnswer.Possible possible when isPreview => Answers.Json(TargetsAnswer.Of(trade, possible, "preview")),
                TargetsByHandAnswer.Possible possible => await ChangeAsync(trade, possible, Caller.Of(request).Name, reason, token),
                TargetsByHandAnswer.TooMany many =>
                    Problems.Invalid([new Fault(List, $"are more than the trade can have with those it has reached; keep at most {many.Most}.")]),
                var refused => await WhyNotAsync(trade, refused, token),
            };
        }
        catch (ExchangeUnavailableException away)
        {
            return TradeProblems.Unavailable(away, "The price could not be asked", "The targets are as they were.");
        }
    }

    private async Task<IResult> ChangeAsync(
        TradeRecord trade, TargetsByHandAnswer.Possible possible, string actor, string? reason, CancellationToken token)
    {
        if (!await targets.ChangeAsync(trade, possible, actor, reason, token))
            return await WhyNotAsync(trade, new TargetsByHandAnswer.Busy(), token);
        var details = new JsonObject
        {
            ["reason"] = reason,
            [List] = new JsonArray(
            [
                .. possible.Added.Select(static added => new JsonObject
                {
                    ["price"] = DecimalText.Write(added.Target.Price),
                    ["close"] = DecimalText.Write(added.Target.ClosePercent),
                }),
            ]),
        };
        await audit.WriteAsync(actor, "trade.targetsChanged", trade.Id.ToString(), details, time.GetUtcNow(), token);
        return Answers.Json(TargetsAnswer.Of(trade, possible, "changing"), StatusCodes.Status202Accepted);
    }

    private async Task<ProblemResult> WhyNotAsync(TradeRecord trade, TargetsByHandAnswer answer, CancellationToken token) => answer switch
    {
        TargetsByHandAnswer.Passed passed => Refuse(
            "target.passed",
            "The price is there already",
            $"The price is {DecimalText.Write(passed.Price)}: a target at {DecimalText.Write(passed.Target)} would close its part at once. Close that "
                + "part of the trade if it is meant."),
        TargetsByHandAnswer.TooSmall small => Refuse(
            DenialCodes.TargetTooSmall,
            "The parts are too small",
            $"Of {DecimalText.Write(small.Held)} {trade.Symbol} no part is an order that the exchange takes; it trades from "
                + $"{DecimalText.Write(small.MinQuantity)}."),
        TargetsByHandAnswer.AllReached => Refuse(
            "target.allReached",
            "All targets are reached",
            "Every share that the targets were to close is closed, and what is left is the stop's. Close it, or move its stop."),
        TargetsByHandAnswer.NotOpen => Refuse("trade.notOpen", "Trade is not open", "Nothing of the trade is open that a target could close."),
        // What it is busy with may have begun since it was read.
        _ => TradeProblems.Busy(
            await trades.FindAsync(trade.Id, token) ?? trade,
            "Its targets, or what is open of it, have changed at this moment.",
            "Look at it again before you change them."),
    };

    private static ProblemResult Refuse(string code, string title, string detail) => TradeProblems.Of(code, title, detail);
}
