using System.Net;

namespace TradingBot.EndToEnd.Tests.Clients;

/// <summary>An HTTP answer with its body read; the body is an empty object when there was none.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode Body)
{
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public override string ToString() => $"{(int)Status} {Body.ToJsonString()}";
}
