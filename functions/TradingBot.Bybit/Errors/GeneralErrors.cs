using static TradingBot.Core.Exchange.VenueErrorClass;

namespace TradingBot.Bybit.Errors;

/// <summary>Codes of every product: keys, clock, limits, server trouble.</summary>
internal static class GeneralErrors
{
    public static readonly BybitError[] All =
    [
        new(-1, Fix, "the request expired on the way"),
        new(429, Wait, "system protection: too many requests"),
        new(10000, Ask, "the server timed out"),
        new(10001, Fail, "a parameter was refused"),
        new(10002, Fix, "our timestamp lies outside the allowed window"),
        new(10003, Stop, "the API key is invalid or belongs to another environment"),
        new(10004, Stop, "the signature was refused"),
        new(10005, Stop, "the API key lacks a permission"),
        new(10006, Wait, "the route's rate limit is used up"),
        new(10007, Stop, "authentication failed"),
        new(10008, Stop, "the account is banned"),
        new(10009, Stop, "the address is banned"),
        new(10010, Stop, "this address is not on the key's list"),
        new(10014, Ask, "the request was seen as a duplicate"),
        new(10016, Ask, "a server error"),
        new(10017, Fail, "the route does not exist"),
        new(10024, Stop, "compliance rules of the region forbid it"),
        new(10027, Stop, "trading is banned for this account"),
        new(10028, Stop, "the route is only for unified accounts"),
        new(10029, Fail, "the symbol is not on the key's list"),
        new(10032, Fail, "the route does not exist in demo trading"),
        new(10403, Wait, "too many requests from this address"),
        new(10429, Wait, "system protection: too many requests"),
        new(100028, Stop, "the route is not for unified accounts"),
        new(33004, Stop, "the API key has expired"),
        new(-2015, Stop, "the API key has expired"),
    ];
}
