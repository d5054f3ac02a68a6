using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingBot.Bybit;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;
using TradingBot.Trading;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// The services of trading over a real ledger and the real Bybit client, which talks HTTP to a paper exchange whose prices only a test
/// moves.
/// </summary>
public sealed class TradingFixture : IAsyncDisposable
{
    private readonly PaperExchangeHost _paper;
    private readonly ServiceProvider _services;

    private TradingFixture(PaperExchangeHost paper, ServiceProvider services, ShiftedClock clock)
    {
        (_paper, _services, Clock) = (paper, services, clock);
        Controls = new PaperExchangeControls(paper.BaseUrl);
        Driver = new TradeDriver(services, clock);
    }

    public ShiftedClock Clock { get; }

    public PaperExchangeControls Controls { get; }

    public TradeDriver Driver { get; }

    public IExchange Exchange => Service<IExchange>();

    public ITradeLedger Ledger => Service<ITradeLedger>();

    /// <param name="clockAhead">How far the bot's clock is ahead of the exchange's.</param>
    public static async Task<TradingFixture> OpenAsync(TradingDatabase database, TimeSpan clockAhead = default)
    {
        await database.EmptyAsync();
        var (paper, exchangeTime) = await StartPaperAsync();
        var clock = exchangeTime;
        if (clockAhead != TimeSpan.Zero)
        {
            clock = new ShiftedClock();
            clock.Advance(clockAhead);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        AddTrader(services, database.Source, paper, clock);
        return new TradingFixture(paper, services.BuildServiceProvider(), clock);
    }

    internal static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Trading:ProtectWithinSeconds"] = "8",
        ["Trading:FollowSeconds"] = "1",
        ["Trading:LookUpSeconds"] = "10",
    };

    internal static async Task<(PaperExchangeHost Paper, ShiftedClock Clock)> StartPaperAsync()
    {
        var clock = new ShiftedClock();
        var options = new PaperExchangeOptions
        {
            Port = 0,
            AutoPrices = false,
            SlippageBasisPoints = 0,
            FundingRate = 0,
            TimeProvider = clock,
        };
        var paper = new PaperExchangeHost(options, NullLoggerFactory.Instance);
        await paper.StartAsync(TestContext.Current.CancellationToken);
        return (paper, clock);
    }

    internal static void AddTrader(IServiceCollection services, NpgsqlDataSource source, PaperExchangeHost paper, TimeProvider clock)
    {
        services.AddSingleton(clock).AddSingleton(source).AddPostgresLedger().AddTrading();
        services.AddBybit(options =>
        {
            options.BaseUrl = paper.BaseUrl.GetLeftPart(UriPartial.Authority);
            options.WriteTimeout = TimeSpan.FromSeconds(2);
        });
    }

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The keeping of futures over another exchange or clock than the fixture's.</summary>
    public FuturesPositions FuturesOf(IExchange exchange, TimeProvider time) => new(
        exchange,
        Ledger,
        new TargetOrders(exchange, Ledger, Service<INotificationStore>(), new UnansweredOrder(exchange, Ledger, time), time),
        time);

    /// <summary>As <see cref="FuturesOf"/>, of every kind of market.</summary>
    public PositionKeepings KeepingsOf(IExchange exchange, SpotPositions spot, TimeProvider time)
    {
        var futures = FuturesOf(exchange, time);
        return new PositionKeepings(futures, spot, new OptionPositions(exchange, futures));
    }

    /// <summary>The services' own keepings, but for futures this one.</summary>
    public PositionKeepings Keeping(FuturesPositions futures) =>
        new(futures, Service<SpotPositions>(), new OptionPositions(Exchange, futures));

    /// <summary>The services' own keepings, but for spot this one.</summary>
    public PositionKeepings Keeping(SpotPositions spot) => new(Service<FuturesPositions>(), spot, Service<OptionPositions>());

    /// <summary>
    /// Lets time pass for the bot once the exchange has carried out all it acknowledged: it takes real time for that, however far the
    /// clock leaps.
    /// </summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Controls.SettledAsync();
        Clock.Advance(time);
    }

    /// <summary>An alert a tenth of a second after what came before.</summary>
    public async Task<SignalId> LaterAsync(SignalAction action)
    {
        await PassAsync(TimeSpan.FromMilliseconds(100));
        return await Driver.AlertAsync(action);
    }

    public async ValueTask DisposeAsync()
    {
        Controls.Dispose();
        await _services.DisposeAsync();
        await _paper.DisposeAsync();
    }
}
