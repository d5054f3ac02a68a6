using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TradingBot.Functions;
using TradingBot.Functions.Access;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Orchestrations;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.Postgres;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.Infrastructure.Postgres.Signals;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.PostgresHosting;

namespace TradingBot.Local;

/// <summary>
/// The whole bot on one machine: embedded PostgreSQL and paper exchange unless settings name real ones, and the dashboard.
/// </summary>
public static class OneMachineHost
{
    /// <exception cref="LocalRuntime.StartupException">
    /// A setting or the data folder stands in the way; the message names the fix.
    /// </exception>
    public static IHost Build(string[] args)
    {
        var builder = LocalApplicationBuilder.Create(args);
        OneMachineSettings.AddTo(builder.Configuration);
        builder.Logging.AddPlainConsole();
        SettingsCheck.Run(builder.Configuration);
        var data = DataFolder.Locate(builder.Configuration["TRADINGBOT_DATA"]);
        data.EnsureWritable();

        builder.AddTradingBot();
        builder.Services.AddPostgresLedger();
        builder.Services.AddEmail(builder.Configuration);
        builder.Services.AddDataProtectionIn(data);
        builder.Services.AddPaperOrRealExchange(builder.Configuration, data);
        builder.Services.AddSingleton<StartSignalWithin>(static provider => (transaction, signal, token) =>
            provider.GetRequiredService<ITransactionalOrchestrationStarter>().ScheduleAsync(
                transaction, nameof(TradeSignal), TradeInstance.OfSignal(signal.Value), signal.Value, token));
        builder.Services.AddHostedService<StreamWakeUp>();
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton<FirstSecretsFile>();
        builder.Services.AddSingleton<ISignInListener>(static provider => provider.GetRequiredService<FirstSecretsFile>());
        builder.Services.AddSingleton<FirstStart>();
        builder.Services.AddSingleton<IHealthProbe, TimersProbe>();
        builder.Services.AddSingleton<IHealthProbe, OrchestrationsProbe>();

        var postgres = PostgresOptions.From(builder.Configuration);
        builder.ConfigureLocalRuntime(options =>
        {
            options.Assemblies.Add(typeof(TradeSignal).Assembly);
            options.WebRoot = Path.Combine(AppContext.BaseDirectory, "dashboard");
            options.ConnectionString = postgres.ConnectionString;
            options.MaxConnections = postgres.MaxConnections;
            options.Postgres = new EmbeddedPostgresOptions
            {
                DataDirectory = Path.Combine(data.Path, "postgres"),
                BinariesDirectory = data.ToolsPath,
                OwnFolder = data.OwnPath,
            };
            options.OnStarting.Add(static (services, token) => services.TellIfSlowAsync("Bringing the ledger's tables up to date", () =>
                LedgerMigrations.ApplyAsync(
                    services.GetRequiredService<NpgsqlDataSource>(), services.LoggerOf(typeof(LedgerMigrations)), token)));
            options.OnStarting.Add(static (services, token) => services.TellIfSlowAsync(
                "Starting the paper exchange", () => services.StartPaperExchangeAsync(token)));
            options.OnStarting.Add(static (services, token) => services.TellIfSlowAsync(
                "Preparing the first sign-in", () => services.GetRequiredService<FirstStart>().PrepareAsync(token)));
        });
        return builder.Build();
    }
}
