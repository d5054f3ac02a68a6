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
/// Asks for the stop of a trade to stand nearer, or tells what that would mean. The request is written into the ledger; the bot following
/// the trade carries it out.
/// </summary>
public sealed class MoveStopRequest(ITradeLedger trades, StopByHand stops, IAuditLog audit, TimeProvider time)
{
    private const int LongestReason = 500;

    // Beyond this a price is a mistake, and would endanger what is reckoned with it.
    private const decimal HighestPrice = 1_000_000_000_000m;

    [Function(nameof(MoveStopRequest))]
    [Takes(typeof(StopRequest))]
    [Answers(200, typeof(StopAnswer), Meaning = "What it would mean; nothing is done.")]
    [Answers(202, typeof(StopAnswer), Meaning = "Written down; the bot carries it out.")]
    [Refuses(404, "trade.notFound", "there is no such trade")]
    [Refuses(409, "trade.notOpen", "the trade is finished, or nothing of it is filled that a stop could guard")]
    [Refuses(409, "trade.busy", "it is being closed")]
    [Refuses(409, "stop.looser", "the stop stands there or nearer: it only moves to less risk")]
    [Refuses(409, "stop.passed", "the price is there already, so that the position would be closed at once")]
    [Refuses(503, "exchange.unavailable", "the exchange does not answer, and the price is not known")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "trades/{id}/stops")] HttpRequest request,
        string id,
        CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var price = body.Number("stopLoss", HighestPrice, faults);
        var isBreakEven = body.Flag("breakEven", faults);
        var isPreview = body.Flag("preview", faults);
        var reason = body.Text("reason", LongestReason, faults);
        body.Knows(faults, "stopLoss", "breakEven", "preview", "reason");
        if (faults.Count == 0 && price is null != isBreakEven)
            faults.Add(new Fault("stopLoss", "must be a price above 0, or send breakEven true instead: one of the two."));
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!Guid.TryParse(id, out var guid) || await trades.FindAsync(new TradeId(guid), token) is not { } trade)
            return Problems.NotFound("trade");
        try
        {
            return await stops.ReviewAsync(trade, price, token) switch
            {
                StopByHandAnswer.Possible possible when isPreview => Answers.Json(StopAnswer.Of(trade, possible, "preview")),
                StopByHandAnswer.Possible possible => await AskAsync(trade, possible, Caller.Of(request).Name, reason, token),
                var refused => WhyNot(refused),
            };
        }
        catch (ExchangeUnavailableException away)
        {
            return TradeProblems.Unavailable(away, "The price could not be asked", "The stop stands where it was.");
        }
    }

    private async Task<IResult> AskAsync(
        TradeRecord trade, StopByHandAnswer.Possible possible, string actor, string? reason, CancellationToken token)
    {
        // Wanted nearer, or to be closed, since it was read.
        if (!await stops.AskAsync(trade, possible, actor, reason, token))
            return WhyNot(new StopByHandAnswer.Busy());
        var details = new JsonObject { ["reason"] = reason, ["stopLoss"] = DecimalText.Write(possible.Stop) };
        await audit.WriteAsync(actor, "trade.stopRequested", trade.Id.ToString(), details, time.GetUtcNow(), token);
        return Answers.Json(StopAnswer.Of(trade, possible, "moving"), StatusCodes.Status202Accepted);
    }

    private static ProblemResult WhyNot(StopByHandAnswer answer) => answer switch
    {
        StopByHandAnswer.Looser looser => Refuse(
            "stop.looser",
            "The stop would be no nearer",
            $"At {DecimalText.Write(looser.Stop)} it would be no nearer than {DecimalText.Write(looser.Standing)}, where it stands or is to "
                + "stand: a stop only moves to less risk."),
        StopByHandAnswer.Passed passed => Refuse(
            "stop.passed",
            "The price is there already",
            $"The price is {DecimalText.Write(passed.Price)}: a stop at {DecimalText.Write(passed.Stop)} would close the position at once. Close "
                + "the trade if that is meant."),
        StopByHandAnswer.NotOpen => Refuse("trade.notOpen", "Trade is not open", "Nothing of the trade is open that a stop could guard."),
        _ => Refuse(
            "trade.busy",
            "Trade is busy",
            "The trade is being closed, or its stop was moved at this moment. Look at it again before you move the stop."),
    };

    private static ProblemResult Refuse(string code, string title, string detail) =>
        TradeProblems.Of(code, title, detail);
}

/// <summary>Asks for a stop to stand nearer: exactly one of stopLoss and breakEven.</summary>
public sealed record StopRequest
{
    /// <summary>Where it is to stand, above 0; rounded to the price step, towards less risk.</summary>
    [Unit(Unit.Price)]
    public decimal? StopLoss { get; init; }

    /// <summary>True: where the trade would end without a loss, fees of both sides included.</summary>
    public bool? BreakEven { get; init; }

    /// <summary>True: only tell what it would mean.</summary>
    public bool? Preview { get; init; }

    /// <summary>Why, one line; kept in the audit trail.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>What a stop there means.</summary>
/// <param name="TradeId">The trade.</param>
/// <param name="Status">Whether it was only looked at, or asked for.</param>
/// <param name="StopLoss">Where it is to stand, on the price step.</param>
/// <param name="ProfitIfHit">Of the whole trade if all that is open leaves there, fees and funding included; a loss is negative.</param>
/// <param name="SettleCoin">The coin of profitIfHit.</param>
/// <param name="RMultipleIfHit">That in multiples of the risk of what was filled; null where nothing was risked.</param>
public sealed record StopAnswer(
    Guid TradeId,
    [property: AllowedValues("preview", "moving")] string Status,
    [property: Unit(Unit.Price)] decimal StopLoss,
    [property: Unit(Unit.SettleCoin)] decimal ProfitIfHit,
    string SettleCoin,
    [property: Unit(Unit.R)] decimal? RMultipleIfHit)
{
    public static StopAnswer Of(TradeRecord trade, StopByHandAnswer.Possible possible, string status)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(possible);
        return new StopAnswer(trade.Id.Value, status, possible.Stop, possible.Profit, trade.SettleCoin, possible.Multiple);
    }
}
