using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Operations;
using TradingBot.Core.Trades;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Api.Trades;

/// <summary>
/// Asks for a trade, or a part of it, to be closed. The request is written into the ledger; the bot following the trade carries it out.
/// </summary>
public sealed class CloseTradeRequest(ITradeLedger trades, PartialExitRequest parts, IAuditLog audit, TimeProvider time)
{
    private const int LongestReason = 500;
    private const decimal All = 100;

    [Function(nameof(CloseTradeRequest))]
    [Takes(typeof(CloseRequest), Optional = true)]
    [Answers(202, typeof(CloseAnswer), Meaning = "Written down; the bot carries it out.")]
    [Refuses(404, "trade.notFound", "there is no such trade")]
    [Refuses(409, "trade.notOpen", "the trade is finished, or nothing of it is filled of which a part could be closed")]
    [Refuses(409, "trade.busy", "all or another part of it is being closed, it is being added to, or how much stands is not known")]
    [Refuses(409, "trade.changed", "not as much of it is open as the request says")]
    [Refuses(503, "exchange.unavailable", "the exchange does not answer, and how much a part is cannot be told")]
    [Refuses(409, DenialCodes.ReduceTooSmall, "the part is less than the exchange's smallest order")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "trades/{id}/close")] HttpRequest request, string id, CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var reason = body.Text("reason", LongestReason, faults);
        var percent = body.Number("percent", All, faults);
        var seen = body.Number("openQuantity", most: null, faults);
        body.Knows(faults, "reason", "percent", "openQuantity");
        if (percent is null && (body.Mentions("percent") || seen is not null) && faults.Count == 0)
            faults.Add(new Fault("percent", "must be a number above 0 and at most 100; leave out percent and openQuantity to close all."));
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!Guid.TryParse(id, out var guid) || await trades.FindAsync(new TradeId(guid), token) is not { } trade)
            return Problems.NotFound("trade");
        var actor = Caller.Of(request).Name;
        return percent is { } part and < All
            ? await ReduceAsync(trade, part, seen, reason, actor, token)
            : await CloseAsync(trade, reason, actor, token);
    }

    private async Task<IResult> ReduceAsync(
        TradeRecord trade, decimal percent, decimal? seen, string? reason, string actor, CancellationToken token)
    {
        if (!trade.IsUnfinished)
            return NotOpen("The trade is finished; there is nothing to close.");
        // A request whose answer was lost comes again, and half of what it left is not what was meant.
        if (seen is not null && seen != trade.OpenQuantity)
        {
            return Problems.Of(
                StatusCodes.Status409Conflict, "trade.changed", "Trade has changed",
                $"{DecimalText.Write(trade.OpenQuantity)} of the trade is open by now, not {DecimalText.Write(seen.Value)}; nothing was done.");
        }

        PartialExitAnswer answer;
        try
        {
            answer = await parts.AskAsync(
                trade, Portion.Percent(percent), signal: null, targets: [],
                part => TradeEvents.ReduceRequestedByPerson(actor, reason, part), token);
        }
        catch (ExchangeUnavailableException away)
        {
            return TradeProblems.Unavailable(away, "How much that is could not be asked", "Closing all of it needs no answer.");
        }

        switch (answer)
        {
            case PartialExitAnswer.Asked asked:
                var details = new JsonObject
                {
                    ["reason"] = reason,
                    ["percent"] = DecimalText.Write(percent),
                    ["quantity"] = DecimalText.Write(asked.Quantity),
                };
                await audit.WriteAsync(actor, "trade.reduceRequested", trade.Id.ToString(), details, time.GetUtcNow(), token);
                return Answers.Json(new CloseAnswer(trade.Id.Value, "reducing"), StatusCodes.Status202Accepted);
            case PartialExitAnswer.Whole:
                return await CloseAsync(trade, reason, actor, token);
            case PartialExitAnswer.TooSmall small:
                return Problems.Of(StatusCodes.Status409Conflict, small.Why.Code, "The part is too small", small.Why.Message);
            case PartialExitAnswer.NothingHeld:
                return NotOpen("Nothing of the trade is filled, so no part of it can be closed; close all of it to take the entry back.");
            default:
                // What it is busy with may have begun since it was read.
                return TradeProblems.Busy(
                    await trades.FindAsync(trade.Id, token) ?? trade,
                    "Something else is just being done with the trade, or books and exchange disagree.",
                    "Try again in a moment; closing all of it is always possible.");
        }
    }

    private static ProblemResult NotOpen(string detail) =>
        Problems.Of(StatusCodes.Status409Conflict, "trade.notOpen", "Trade is not open", detail);

    private async Task<IResult> CloseAsync(TradeRecord trade, string? reason, string actor, CancellationToken token) =>
        await RequestAsync(trade, reason, actor, token)
            ? Answers.Json(new CloseAnswer(trade.Id.Value, "closing"), StatusCodes.Status202Accepted)
            : NotOpen("The trade is finished; there is nothing to close.");

    private async Task<bool> RequestAsync(TradeRecord trade, string? reason, string actor, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var line = TradeEvents.CloseRequestedByPerson(actor, reason);
        if (!await trades.RequestCloseAsync(trade.Id, CloseReason.Manual, line, now, token))
            return false;
        await audit.WriteAsync(actor, "trade.closeRequested", trade.Id.ToString(), new JsonObject { ["reason"] = reason }, now, token);
        return true;
    }
}

/// <summary>Asks for a trade, or a part of it, to be closed.</summary>
public sealed record CloseRequest
{
    /// <summary>How much of what stands, above 0; all when it is left out, and where less could not be closed any more.</summary>
    [Unit(Unit.Percent)]
    [Range(0, 100)]
    public decimal? Percent { get; init; }

    /// <summary>
    /// The trade's open quantity as its part was asked for; where another is open by now, nothing is done, so that a request that is sent
    /// again closes no second part. Not compared when it is left out, nor for all of it.
    /// </summary>
    [Unit(Unit.Quantity)]
    public decimal? OpenQuantity { get; init; }

    /// <summary>Why, one line; kept in the audit trail.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>Closing all or a part was asked for; the bot carries it out.</summary>
public sealed record CloseAnswer(Guid TradeId, [property: AllowedValues("closing", "reducing")] string Status);
