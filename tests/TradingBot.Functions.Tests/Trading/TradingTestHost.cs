using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;
using TradingBot.Functions.Orchestrations;
using TradingBot.Functions.Tests.Api;
using TradingBot.Infrastructure.Postgres.Signals;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.PaperExchange;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Orchestrations and activities in a real host over a ledger of its own; the host can be killed and started again.</summary>
public sealed class TradingTestHost : IAsyncDisposable
{
    private readonly TradingDatabase _database = new();
    private readonly PaperExchangeHost _paper;
    private readonly bool _startsSignals;
    private IHost? _host;

    private TradingTestHost(PaperExchangeHost paper, ShiftedClock clock, bool startsSignals)
    {
        (_paper, Clock, _startsSignals) = (paper, clock, startsSignals);
        Controls = new PaperExchangeControls(paper.BaseUrl);
    }

    public ShiftedClock Clock { get; }

    public PaperExchangeControls Controls { get; }

    public TradeDriver Driver => new(Services, Clock);

    public IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException("The host does not run.");

    /// <summary>The bot's address, with the automation token.</summary>
    public HttpClient Http { get; private set; } = null!;

    public DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="startsSignals">Whether an alert's orchestration starts with the alert; without it, only a sweep starts it.</param>
    public static async Task<TradingTestHost> OpenAsync(bool startsSignals = true)
    {
        var (paper, clock) = await TradingFixture.StartPaperAsync();
        var host = new TradingTestHost(paper, clock, startsSignals);
        await host._database.InitializeAsync();
        await host.StartAsync();
        return host;
    }

    public async Task StartAsync()
    {
        var builder = LocalApplicationBuilder.Create(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        foreach (var (key, value) in TradingFixture.Settings)
            builder.Configuration[key] = value;
        builder.Configuration["Trading:ProtectWithinSeconds"] = "3";
        builder.Configuration["Trading:LookUpSeconds"] = "3";
        builder.Configuration["Auth:ApiToken"] = ApiHost.ApiToken;
        TradingFixture.AddTrader(builder.Services, _database.Source, _paper, Clock);
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.Services.AddTradingBotApi(builder.Configuration);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        if (_startsSignals)
        {
            builder.Services.AddSingleton<StartSignalWithin>(static provider => (transaction, signal, token) =>
                provider.GetRequiredService<ITransactionalOrchestrationStarter>().ScheduleAsync(
                    transaction, nameof(TradeSignal), TradeInstance.OfSignal(signal.Value), signal.Value, token));
        }

        builder.ConfigureLocalRuntime(options =>
        {
            options.ConfigureDurableTasks = engine =>
            {
                engine.DataSource = _ => _database.Source;
                engine.PollInterval = TimeSpan.FromMilliseconds(200);
                engine.LeaseDuration = TimeSpan.FromSeconds(2);
                engine.DrainTimeout = TimeSpan.Zero;
            };
            foreach (var function in typeof(TradeSignal).Assembly.GetTypes().Where(IsStep).Concat(ApiHost.FunctionClasses))
                options.FunctionClasses.Add(function);
        });
        _host = builder.Build();
        await _host.StartAsync(Token);
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.ApiToken);
    }

    /// <summary>Stops the process in the middle of whatever it does; nothing is finished first.</summary>
    public async Task KillAsync()
    {
        var host = _host!;
        _host = null;
        Http.Dispose();
        await host.StopAsync(new CancellationToken(canceled: true));
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    /// <summary>Alerts that are neither refused nor ended and have led to no trade.</summary>
    public Task<long> UndecidedAsync() => _database.ScalarAsync<long>(
        "select count(*) from trading.signals where status in ('received', 'accepted') and trade_id is null");

    /// <summary>Lets time pass until the decision of an alert is given up, and what ends the alert has failed as well.</summary>
    public async Task UntilGivenUpAsync()
    {
        foreach (var isTried in (bool[])[true, false])
        {
            await Eventually.ValueAsync(
                () =>
                {
                    Clock.Advance(TimeSpan.FromSeconds(isTried ? 1 : 0));
                    return _database.ScalarAsync<bool>("select exists (select from durable.activities where name = 'EndSignal')");
                },
                isThere => isThere == isTried, "The decision was never given up", TimeSpan.FromSeconds(30), Token);
        }
    }

    public Task ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

    public Task<long> CountAsync(string sql) => _database.ScalarAsync<long>(sql);

    /// <summary>The signal's trade once it stands as wanted.</summary>
    public async Task<TradeRecord> TradeOfAsync(SignalId signal, Func<TradeRecord, bool> wanted)
    {
        var record = await Eventually.ValueAsync(
            () =>
                Driver.SignalAsync(signal), static record =>
                    record.TradeId is not null, "The signal never led to a trade", TimeSpan.FromSeconds(30), Token);
        return await TradeInAsync(record.TradeId!.Value, wanted);
    }

    public Task<TradeRecord> TradeInAsync(TradeId trade, Func<TradeRecord, bool> wanted) => Eventually.ValueAsync(
        () => Driver.TradeAsync(trade), wanted, "The trade never stood as wanted", TimeSpan.FromSeconds(30), Token);

    public Task<SignalRecord> SignalInAsync(SignalId signal, SignalStatus status) => Eventually.ValueAsync(
        () =>
            Driver.SignalAsync(signal), record =>
                record.Status == status, $"The signal never was {status}", TimeSpan.FromSeconds(30), Token);

    public static bool IsOpen(TradeRecord trade) => trade is { Status: TradeStatus.Open, StopConfirmedAt: not null, FilledQuantity: > 0 };

    public static bool IsClosed(TradeRecord trade) => trade.Status == TradeStatus.Closed;

    public async ValueTask DisposeAsync()
    {
        Controls.Dispose();
        if (_host is not null)
            await KillAsync();
        await _paper.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static bool IsStep(Type type) =>
        type.Namespace is "TradingBot.Functions.Activities" or "TradingBot.Functions.Orchestrations"
        && type.GetMethods().Any(static method => method.GetCustomAttribute<FunctionAttribute>() is not null);
}
