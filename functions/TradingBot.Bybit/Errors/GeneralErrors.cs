using static TradingBot.Core.Exchange.RetryGuidance;

namespace TradingBot.Bybit.Errors;

/// <summary>Codes of every product: keys, clock, limits, server trouble.</summary>
internal static class GeneralErrors
{
    public static readonly BybitError[] All =
    [
        new(-1, CorrectAndRetry, "the request expired on the way"),
        new(429, RetryLater, "system protection: too many requests"),
        new(10000, VerifyFirst, "the server timed out"),
        new(10001, Permanent, "a parameter was refused"),
        new(10002, CorrectAndRetry, "our timestamp lies outside the allowed window"),
        new(10003, Halt, "the API key is invalid or belongs to another environment"),
        new(10004, Halt, "the signature was refused"),
        new(10005, Halt, "the API key lacks a permission"),
        new(10006, RetryLater, "the route's rate limit is used up"),
        new(10007, Halt, "authentication failed"),
        new(10008, Halt, "the account is banned"),
        new(10009, Halt, "the address is banned"),
        new(10010, Halt, "this address is not on the key's list"),
        new(10014, VerifyFirst, "the request was seen as a duplicate"),
        new(10016, VerifyFirst, "a server error"),
        new(10017, Permanent, "the route does not exist"),
        new(10018, RetryLater, "the address's rate limit is used up"),
        new(10024, Halt, "compliance rules of the region forbid it"),
        new(10027, Halt, "trading is banned for this account"),
        new(10028, Halt, "the route is only for unified accounts"),
        new(10029, Permanent, "the symbol is not on the key's list"),
        new(10032, Permanent, "the route does not exist in demo trading"),
        new(10403, RetryLater, "too many requests from this address"),
        new(10429, RetryLater, "system protection: too many requests"),
        new(100028, Halt, "the route is not for unified accounts"),
        new(33004, Halt, "the API key has expired"),
        new(-2015, Halt, "the API key has expired"),
    ];
}
