using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingBot.Azure.Tests.Trading;

/// <summary>Somebody who trades on the bot's account by hand.</summary>
internal static class HandTrader
{
    private const string Key = "paper";
    private const string Window = "20000";

    public static async Task BuyAsync(Uri exchange, string symbol, string quantity)
    {
        var body = new JsonObject
        {
            ["category"] = "linear",
            ["symbol"] = symbol,
            ["side"] = "Buy",
            ["orderType"] = "Market",
            ["qty"] = quantity,
        }.ToJsonString();
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(stamp + Key + Window + body));
        using var http = new HttpClient { BaseAddress = exchange };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v5/order/create");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-BAPI-API-KEY", Key);
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", Window);
        request.Headers.Add("X-BAPI-SIGN", Convert.ToHexStringLower(signature));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response);
        Assert.True(answer.Body.Text("retCode") == "0", $"{answer}");
    }
}
