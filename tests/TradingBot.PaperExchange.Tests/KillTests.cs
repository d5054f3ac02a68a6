using System.Diagnostics;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>The program itself, killed without warning while it works.</summary>
public sealed class KillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_acknowledged_order_is_there_after_a_kill_and_the_money_adds_up()
    {
        var acknowledged = new List<string>();
        using (var process = Start())
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var baseUrl = new Uri(line!.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd(','));
            using var client = new SigningClient(baseUrl, TimeProvider.System);
            for (var number = 0; number < 8; number++)
            {
                var answer = await client.PostAsync("/v5/order/create", new
                {
                    category = "linear",
                    symbol = "BTCUSDT",
                    side = number % 3 == 2 ? "Sell" : "Buy",
                    orderType = "Market",
                    qty = "0.01",
                    orderLinkId = $"kill-{number}",
                });
                acknowledged.Add(Text(answer["result"], "orderId"));
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var second = await StartAsync(new PaperExchangeOptions { AutoPrices = false, FundingRate = 0, DataFolder = _folder });
        foreach (var id in acknowledged)
            await second.OrderInAsync(id, "Filled");
        var fills = await second.AllAsync("/v5/execution/list", "category=linear");
        Assert.Equal(acknowledged.Order(), fills.Select(fill => Text(fill, "orderId")).Order());
        var closed = await second.AllAsync("/v5/position/closed-pnl", "category=linear");
        var openFees = fills.Sum(fill => Number(fill, "execFee")) - closed.Sum(row => Number(row, "openFee") + Number(row, "closeFee"));
        Assert.Equal(closed.Sum(row => Number(row, "closedPnl")) - openFees, await second.WalletAsync() - 10_000m);
    }

    private Process Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "TradingBot.PaperExchange.dll");
        return Process.Start(new ProcessStartInfo(
            "dotnet", [program, "--port", "0", "--data", _folder, "--PaperExchange:FundingRate", "0"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false
        })
            ?? throw new InvalidOperationException("The program did not start.");
    }
}
