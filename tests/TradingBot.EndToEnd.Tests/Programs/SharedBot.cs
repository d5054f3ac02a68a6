[assembly: AssemblyFixture(typeof(TradingBot.EndToEnd.Tests.Programs.SharedBot))]

namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>One bot with its own paper exchange for all tests that leave it running; they take turns, each finds it flat.</summary>
public sealed class SharedBot : IAsyncLifetime
{
    private readonly BotHome _home = new();
    private readonly Lazy<Task<BotProcess>> _bot;

    public SharedBot() => _bot = new Lazy<Task<BotProcess>>(StartAsync);

    public BotHome Home => _home;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The bot, started at the first call; trading is allowed, nothing is open, prices stand at their start.</summary>
    public async Task<BotProcess> FlatAsync()
    {
        var bot = await _bot.Value;
        if ((await bot.Api.GetAsync("api/halt")).Text("halted") == "true")
            await bot.Api.PostAsync("api/resume", new { reason = "next test" });
        foreach (var trade in await bot.Api.TradesAsync("open"))
            await bot.Api.SendAsync(HttpMethod.Post, $"api/trades/{trade.Required("id")}/close", new { reason = "next test" });
        await Eventually.TrueAsync(
            async () => (await bot.Api.TradesAsync("open")).Count == 0, "Trades of the test before stay open", Deadlines.Effect,
            TestContext.Current.CancellationToken);
        await bot.Exchange.HoldPricesAsync();
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bot.IsValueCreated)
        {
            var bot = await _bot.Value;
            bot.Api.Dispose();
            bot.Exchange.Dispose();
        }

        await _home.DisposeAsync();
    }

    private async Task<BotProcess> StartAsync()
    {
        var bot = await _home.StartAsync();
        await bot.Exchange.HoldPricesAsync();
        return bot;
    }
}
