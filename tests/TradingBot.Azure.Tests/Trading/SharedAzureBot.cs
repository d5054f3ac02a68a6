using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Trading;

/// <summary>One bot for all tests that leave it running, started at the first need. Each that trades has a symbol of its own.</summary>
public sealed class SharedAzureBot(PublishedProgram program, PostgresFixture postgres) : IAsyncLifetime
{
    private readonly Lazy<Task<AzureBot>> _bot = new(() => AzureBot.StartAsync(program, postgres));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_bot.IsValueCreated)
            await (await _bot.Value).DisposeAsync();
    }

    internal Task<AzureBot> BotAsync() => _bot.Value;
}
