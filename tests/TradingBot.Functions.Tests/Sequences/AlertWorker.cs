using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using TradingBot.Bybit.Settings;
using TradingBot.Functions.Tests.Trading;
using TradingBot.PaperExchange;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>One process of the bot: the product's services, and a life that may end in the middle of a step.</summary>
internal sealed class AlertWorker : IAsyncDisposable
{
    // Waits pass at once, so that a minute is over after a few of them.
    private static readonly TradingOptions Patient = new() { ProtectWithinSeconds = 600, FollowSeconds = 1, LookUpSeconds = 10 };

    private readonly CancellationTokenSource _life = new();
    private readonly ServiceProvider _services;

    public AlertWorker(NpgsqlDataSource source, PaperExchangeHost paper, SkippedClock clock, DisturbedCalls calls)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(TradingFixture.Settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        TradingFixture.AddTrader(services, source, paper, clock);
        services.AddSingleton<AlertLimits>().AddSingleton<OpenMarkets>().AddSingleton<AlertReceiver>();
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(calls.NewHandler));

        // Deadlines never come on this clock.
        services.Configure<BybitOptions>(static bybit => bybit.ReadTimeout = bybit.WriteTimeout = TimeSpan.FromHours(1));
        services.AddSingleton(Options.Create(Patient));
        _services = services.BuildServiceProvider();
    }

    /// <summary>Ends with the process.</summary>
    public CancellationToken Life => _life.Token;

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Ends the life so soon that what is being done is done in part.</summary>
    public void DieWithin(TimeSpan moment) => _life.CancelAfter(moment);

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _services.DisposeAsync();
        _life.Dispose();
    }
}
