using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Contracts;

namespace TradingBot.Functions.Api;

/// <summary>Answers in the API's own JSON.</summary>
internal static class Answers
{
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, ApiJson.Options, statusCode: status);
}
