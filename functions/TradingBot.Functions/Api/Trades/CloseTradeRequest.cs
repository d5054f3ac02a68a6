using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Operations;
using TradingBot.Core.Trades;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>Asks for a trade to be closed. The request is written into the ledger; the bot following the trade carries it out.</summary>
public sealed class CloseTradeRequest(ITradeLedger trades, IAuditLog audit, TimeProvider time)
{
    private const int LongestReason = 500;

    [Function(nameof(CloseTradeRequest))]
    [Takes(typeof(CloseRequest), Optional = true)]
    [Answers(202, typeof(CloseAnswer), Meaning = "Written down; the bot carries it out.")]
    [Refuses(404, "trade.notFound", "there is no such trade")]
    [Refuses(409, "trade.notOpen", "the trade is finished")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "trades/{id}/close")] HttpRequest request, string id, CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var reason = body.Text("reason", LongestReason, faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!Guid.TryParse(id, out var guid) || await trades.FindAsync(new TradeId(guid), token) is not { } trade)
            return Problems.NotFound("trade");
        return await RequestAsync(trade, reason, Caller.Of(request).Name, token)
            ? Answers.Json(new CloseAnswer(guid, "closing"), StatusCodes.Status202Accepted)
            : Problems.Of(
                StatusCodes.Status409Conflict, "trade.notOpen", "Trade is not open", "The trade is finished; there is nothing to close.");
    }

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

/// <summary>Asks for a trade to be closed.</summary>
public sealed record CloseRequest
{
    /// <summary>Why, one line; kept in the audit trail.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>A close was asked for; the bot carries it out.</summary>
public sealed record CloseAnswer(Guid TradeId, [property: AllowedValues("closing")] string Status);
