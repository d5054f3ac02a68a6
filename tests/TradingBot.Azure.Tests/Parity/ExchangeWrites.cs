namespace TradingBot.Azure.Tests.Parity;

/// <summary>What the exchange was asked to change, in that order. How often it was only looked at is a matter of pace.</summary>
internal static class ExchangeWrites
{
    public static async Task<IReadOnlyList<string>> ReadAsync(Uri exchange, CancellationToken token)
    {
        using var http = new HttpClient { BaseAddress = exchange };
        var log = JsonNode.Parse(await http.GetStringAsync("sim/requests", token))!;
        return
        [
            .. log.Items("requests").Where(static request => request.Required("method") == "POST")
                .Select(static request => $"exchange: {request.Required("path")} {request.Required("body")} {request.Text("retCode")}"),
        ];
    }
}
