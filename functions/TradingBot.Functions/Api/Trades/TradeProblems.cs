using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Api.Trades;

/// <summary>Refusals of what a person asks of a trade.</summary>
internal static class TradeProblems
{
    /// <summary>Something else is being done with it.</summary>
    /// <param name="trade">As just read from the ledger: what is under way is named.</param>
    /// <param name="otherwise">A sentence for when nothing of that is.</param>
    /// <param name="then">A sentence about what to do.</param>
    public static ProblemResult Busy(TradeRecord trade, string otherwise, string then) =>
        Of("trade.busy", "Trade is busy", $"{UnderWay(trade) ?? otherwise} {then}");

    /// <summary>What has to be asked at the exchange was not told.</summary>
    /// <param name="away">Why.</param>
    /// <param name="what">What could not be asked, without a full stop.</param>
    /// <param name="then">A sentence about what that means.</param>
    public static ProblemResult Unavailable(ExchangeUnavailableException away, string what, string then) => Problems.Of(
        StatusCodes.Status503ServiceUnavailable,
        "exchange.unavailable",
        away.IsRefusal ? "The exchange refuses to answer" : "The exchange does not answer",
        $"{what}: {PlainText.Sentence(away.Message)} {then}");

    public static ProblemResult Of(string code, string title, string detail) =>
        Problems.Of(StatusCodes.Status409Conflict, code, title, detail);

    private static string? UnderWay(TradeRecord trade) => trade switch
    {
        { CloseRequestedAt: not null } => "All of the trade is being closed.",
        { Reduction: { } part } => $"A part of the trade is being closed: {DecimalText.Write(part.Quantity)} {trade.Symbol}.",
        { Addition: { } addition } =>
            $"The position is being added to: {DecimalText.Write(addition.Quantity)} {trade.Symbol} are on their way.",
        { EntryWaiting: > 0 } => $"The entry is still being filled: {DecimalText.Write(trade.EntryWaiting)} {trade.Symbol} of it wait.",
        _ => null,
    };
}
