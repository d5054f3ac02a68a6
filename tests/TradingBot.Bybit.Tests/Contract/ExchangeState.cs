using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// What the exchange holds, read over plain HTTP with a signature of its own: shares not a line with the client under test.
/// </summary>
internal sealed class ExchangeState(HttpClient http)
{
    private const string Key = "paper";
    private const string Window = "20000";

    /// <summary>Every order of the symbol, live or not, by the exchange's id.</summary>
    public async Task<IReadOnlyList<JsonElement>> OrdersAsync(string category, string symbol)
    {
        var open = await ListAsync(Realtime, $"category={category}&symbol={symbol}&limit=50");
        var closed = await ListAsync(History, $"category={category}&symbol={symbol}&limit=50");
        return [.. open.Concat(closed).DistinctBy(order => order.GetProperty("orderId").GetString())];
    }

    public async Task<IReadOnlyList<JsonElement>> OrdersAsync(string category, string symbol, string linkId) =>
        [.. (await OrdersAsync(category, symbol)).Where(order => order.GetProperty("orderLinkId").GetString() == linkId)];

    public Task<IReadOnlyList<JsonElement>> FillsAsync(string category, string symbol) =>
        ListAsync(Executions, $"category={category}&symbol={symbol}{(category == "option" ? "&baseCoin=" + symbol.Split('-')[0] : "")}&limit=100");

    /// <summary>Rows with a size.</summary>
    public async Task<IReadOnlyList<JsonElement>> PositionsAsync(string category, string symbol) =>
        category == "spot"
            ? []
            : [.. (await ListAsync(PositionList, $"category={category}&symbol={symbol}")).Where(row => Number(row, "size") > 0m)];

    public static decimal Number(JsonElement row, string field) =>
        row.GetProperty(field).GetString() is { Length: > 0 } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : 0m;

    public static bool IsLive(JsonElement order) =>
        order.GetProperty("orderStatus").GetString() is "New" or "PartiallyFilled" or "Untriggered";

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string path, string query)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var text = stamp + Key + Window + query;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?{query}");
        request.Headers.Add("X-BAPI-API-KEY", Key);
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", Window);
        request.Headers.Add(
            "X-BAPI-SIGN", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text))));
        using var response = await http.SendAsync(request);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(body.RootElement.GetProperty("retCode").GetInt32() == 0, body.RootElement.ToString());
        return [.. body.RootElement.GetProperty("result").GetProperty("list").EnumerateArray().Select(row => row.Clone())];
    }
}
