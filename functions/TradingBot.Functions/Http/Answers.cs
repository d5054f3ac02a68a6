using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Http;

/// <summary>Answers in the API's own JSON.</summary>
internal static class Answers
{
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) =>
        Results.Json(value, ApiJson.Options, statusCode: status);
}
