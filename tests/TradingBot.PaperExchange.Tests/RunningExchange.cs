using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A real exchange on a free port with still prices, and the questions that tests keep asking it.</summary>
public sealed class RunningExchange : IAsyncDisposable
{
    private readonly PaperExchangeHost _host;

    private RunningExchange(PaperExchangeHost host, TimeProvider clock)
    {
        _host = host;
        Client = new SigningClient(host.BaseUrl, clock);
    }

    public SigningClient Client { get; }

    public Uri BaseUrl => _host.BaseUrl;

    public static async Task<RunningExchange> StartAsync(PaperExchangeOptions? options = null)
    {
        var chosen = (
            options ?? new PaperExchangeOptions { AutoPrices = false, SlippageBasisPoints = 0, FundingRate = 0 }) with
        { Port = 0 };
        var host = new PaperExchangeHost(chosen, NullLoggerFactory.Instance);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningExchange(host, chosen.TimeProvider);
    }

    public async Task<string> PlaceAsync(object order)
    {
        var answer = await Client.PostAsync("/v5/order/create", order);
        Assert.True(Code(answer) == 0, answer.ToJsonString());
        return Text(answer["result"], "orderId");
    }

    public async Task<int> RefusedAsync(object order) => Code(await Client.PostAsync("/v5/order/create", order));

    public Task SetPriceAsync(string price, string category = "linear", string symbol = "BTCUSDT") =>
        Client.SimAsync(HttpMethod.Post, "/sim/prices", new { category, symbol, price, hold = true });

    public async Task<JsonNode?> OrderAsync(string id, string category = "linear") =>
        await ListAsync("/v5/order/realtime", $"category={category}&orderId={id}") is [var order] ? order : null;

    /// <summary>Waits until the order is in the wanted state.</summary>
    public Task<JsonNode> OrderInAsync(string id, string status, string category = "linear") => UntilAsync(
        async () => await OrderAsync(id, category) is { } order && Text(order, "orderStatus") == status ? order : null,
        async () => $"order {id} is not {status} but {(await OrderAsync(id, category))?.ToJsonString()}");

    public Task<IReadOnlyList<JsonNode>> PositionsAsync(string category, string symbol) =>
        ListAsync("/v5/position/list", $"category={category}&symbol={symbol}");

    /// <summary>Waits until the position with that index has the wanted size.</summary>
    public Task<JsonNode> LegOfSizeAsync(decimal size, int idx, string category = "linear", string symbol = "BTCUSDT") => UntilAsync(
        async () => (await PositionsAsync(category, symbol)).FirstOrDefault(
            row => (int)row["positionIdx"]! == idx && Number(row, "size") == size),
        async () => $"no size of {size} in {(await PositionsAsync(category, symbol))[0].ToJsonString()}");

    public async Task<JsonNode> PostedAsync(string path, object body, int code = 0)
    {
        var answer = await Client.PostAsync(path, body);
        Assert.True(Code(answer) == code, answer.ToJsonString());
        return answer;
    }

    public Task ResetAsync(object wallet) => Client.SimAsync(HttpMethod.Post, "/sim/reset", new { wallet });

    public async Task<JsonNode> PositionAsync(string symbol = "BTCUSDT") =>
        (await ListAsync("/v5/position/list", $"category=linear&symbol={symbol}")).Single();

    public Task<JsonNode> PositionOfSizeAsync(decimal size, string symbol = "BTCUSDT") => UntilAsync(
        async () => await PositionAsync(symbol) is { } position && Number(position, "size") == size ? position : null,
        async () => $"size is {Text(await PositionAsync(symbol), "size")}, not {size}");

    public async Task<IReadOnlyList<JsonNode>> OpenOrdersAsync(string category = "linear", string symbol = "BTCUSDT") =>
        await ListAsync("/v5/order/realtime", $"category={category}&symbol={symbol}&limit=50");

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, string query)
    {
        var answer = await Client.GetAsync(path, query);
        Assert.True(Code(answer) == 0, answer.ToJsonString());
        return [.. answer["result"]!["list"]!.AsArray().Select(row => row!)];
    }

    /// <summary>All pages of a list, oldest last.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllAsync(string path, string query)
    {
        var rows = new List<JsonNode>();
        var cursor = "";
        do
        {
            var answer = await Client.GetAsync(path, cursor.Length == 0 ? query : $"{query}&cursor={Uri.EscapeDataString(cursor)}");
            Assert.True(Code(answer) == 0, answer.ToJsonString());
            rows.AddRange(answer["result"]!["list"]!.AsArray().Select(row => row!));
            cursor = Text(answer["result"], "nextPageCursor");
        }
        while (cursor.Length > 0);
        return rows;
    }

    public async Task<decimal> WalletAsync(string coin = "USDT")
    {
        var account = (await ListAsync("/v5/account/wallet-balance", $"accountType=UNIFIED&coin={coin}")).Single();
        return Number(account["coin"]!.AsArray().Single(), "walletBalance");
    }

    public static int Code(JsonNode answer) => (int)answer["retCode"]!;

    public static string Text(JsonNode? node, string name) =>
        (string?)node?[name] ?? throw new InvalidOperationException($"{name} is missing.");

    public static decimal Number(JsonNode? node, string name) => decimal.Parse(Text(node, name));

    public static async Task<T> UntilAsync<T>(Func<Task<T?>> look, Func<Task<string>> why)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (await look() is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(await why());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
