using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>Answers without Bybit's envelope: which HTTP statuses prove that nothing was executed.</summary>
internal static class HttpRefusals
{
    /// <summary>The code of the error that HTTP 401 becomes.</summary>
    public const int Unauthorized = -401;

    public static BybitReply Describe(int status) => status switch
    {
        401 => NotDone(status, "Bybit refused the key or the signed headers (HTTP 401).", RetryGuidance.Halt),
        404 or 405 => NotDone(status, $"Bybit does not know this route (HTTP {status}).", RetryGuidance.Permanent),
        429 => NotDone(status, "Bybit protects itself from too many requests (HTTP 429).", RetryGuidance.RetryLater),
        400 or 411 or 413 or 414 or 415 or 431 =>
            NotDone(status, $"Bybit refused the form of the request (HTTP {status}).", RetryGuidance.Permanent),
        _ => new BybitReply.Lost(
            new ExchangeError(-status, $"Bybit's answer (HTTP {status}) is not in its own format.", RetryGuidance.VerifyFirst)),
    };

    private static BybitReply.NotDone NotDone(int status, string message, RetryGuidance @class) =>
        new(new ExchangeError(-status, message, @class));
}
