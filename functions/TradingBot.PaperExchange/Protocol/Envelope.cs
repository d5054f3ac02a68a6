using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TradingBot.PaperExchange.Protocol;

/// <summary>The frame around every answer.</summary>
internal static class Envelope
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(
        HttpContext context, Answer answer, DateTimeOffset now, int status = StatusCodes.Status200OK) => answer switch
        {
            Answer.Ok ok => WriteAsync(
                context, status, 0, "OK", ok.Result, ok.Items is null ? [] : new JsonObject { ["list"] = ok.Items }, now),
            Answer.Refused refused => WriteAsync(context, status, refused.Refusal.Code, refused.Refusal.Message, [], [], now),
            _ => throw new InvalidOperationException("Unknown answer."),
        };

    public static int CodeOf(Answer answer) => answer is Answer.Refused refused ? refused.Refusal.Code : 0;

    public static async Task WriteJsonAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body.ToJsonString(Json), context.RequestAborted);
    }

    private static Task WriteAsync(
        HttpContext context, int status, int code, string message, JsonObject result, JsonObject extra, DateTimeOffset now) =>
        WriteJsonAsync(context, status, new JsonObject
        {
            ["retCode"] = code,
            ["retMsg"] = message,
            ["result"] = result,
            ["retExtInfo"] = extra,
            ["time"] = now.ToUnixTimeMilliseconds(),
        });
}
