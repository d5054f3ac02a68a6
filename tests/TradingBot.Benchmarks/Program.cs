using TradingBot.Benchmarks;

// dotnet run -c Release --project tests/TradingBot.Benchmarks -- durable|webhook|exchange|all
var wanted = args is [var only] ? only : "all";
Func<Report, Task>[] chosen = wanted switch
{
    "durable" => [DurableBenchmarks.RunAsync],
    "webhook" => [WebhookBenchmarks.RunAsync],
    "exchange" => [ExchangeBenchmarks.RunAsync],
    "all" => [DurableBenchmarks.RunAsync, WebhookBenchmarks.RunAsync, ExchangeBenchmarks.RunAsync],
    _ => [],
};
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{wanted}': durable, webhook, exchange or all.");
    return 2;
}

var report = new Report();
foreach (var run in chosen) await run(report);
report.Print();
return 0;
