using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Bybit;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Infrastructure.KeyVault;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>
/// The client that trades, the vault over HTTPS and the paper exchange together: the key changes while orders are placed.
/// </summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private static readonly Symbol Btc = Symbol.Parse("BTCUSDT");

    private readonly CapturedLog _log = new();
    private readonly PaperExchangeHost _venue = new(
        new PaperExchangeOptions
        {
            Port = 0,
            AutoPrices = false,
            ApiKey = VaultFixture.Key,
            ApiSecret = VaultFixture.Secret,
            InitialWallet = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = 1_000_000m },
        },
        NullLoggerFactory.Instance);

    private readonly HttpClient _controls = new();
    private VaultServer? _vault;
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private VaultServer Vault => _vault ?? throw new InvalidOperationException("The vault is not started.");

    private IExchange Exchange => _services!.GetRequiredService<IExchange>();

    public async ValueTask InitializeAsync()
    {
        await _venue.StartAsync(Token);
        _controls.BaseAddress = _venue.BaseUrl;
        await ControlAsync("/sim/prices", new { category = "linear", symbol = "BTCUSDT", price = "68000" });
        _vault = await VaultServer.StartAsync();
        _vault.WriteKey(VaultFixture.Key, VaultFixture.Secret);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Bybit:Environment"] = "demo",
            ["Bybit:BaseUrl"] = _venue.BaseUrl.GetLeftPart(UriPartial.Authority),
            ["Bybit:WriteTimeout"] = "00:00:20",
            ["Bybit:ReadTimeout"] = "00:00:20",
            ["KeyVault:Uri"] = _vault.Uri.ToString(),
            // So long that only the exchange's refusal can bring the new key.
            ["KeyVault:CacheSeconds"] = "3600",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log))
            .AddSingleton<TokenCredential>(new VaultIdentity())
            .AddSingleton(_vault.Transport())
            .AddKeyVaultExchangeKeys(configuration)
            .AddBybit(configuration)
            .BuildServiceProvider(validateScopes: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        _controls.Dispose();
        await Vault.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task Orders_go_on_with_the_new_key_and_each_stands_at_the_exchange_once_or_not_at_all()
    {
        var outcomes = new List<(string Id, SubmitOutcome Outcome)>();
        using var stop = new CancellationTokenSource();
        var readings = ReadAllTheTimeAsync(stop.Token);
        var placing = Task.Run(
            async () =>
            {
                for (var number = 0; number < 40; number++)
                {
                    var id = $"rotation-{number:00}";
                    lock (outcomes)
                        outcomes.Add((id, new SubmitOutcome.Unknown(new ExchangeError(0, "under way", RetryGuidance.VerifyFirst))));
                    var outcome = await Exchange.PlaceOrderAsync(Resting(id), Token);
                    lock (outcomes)
                        outcomes[^1] = (id, outcome);
                }
            },
            Token);
        await Eventually.TrueAsync(() => Accepted() >= 10, "ten orders stand with the first key", cancellationToken: Token);

        // The trader's order of work: the vault first, then the old key is deleted at the exchange.
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        await ControlAsync("/sim/keys", new { apiKey = VaultFixture.NextKey, apiSecret = VaultFixture.NextSecret });
        await placing;
        await stop.CancelAsync();
        var failedReadings = await readings;

        Assert.Empty(failedReadings);
        var refused = outcomes.Where(one => one.Outcome is not SubmitOutcome.Accepted).ToList();
        // Whoever was on the way when the key died was refused, certainly and with leave to try again; nobody after that.
        Assert.InRange(refused.Count, 0, 1);
        Assert.All(refused, one =>
        {
            var error = Assert.IsType<SubmitOutcome.Rejected>(one.Outcome).Error;
            Assert.Equal((10003, RetryGuidance.RetryLater), (error.Code, error.Class));
        });
        Assert.IsType<SubmitOutcome.Accepted>(outcomes[^1].Outcome);
        await StandAsync(Exchange, [.. outcomes.Except(refused).Select(static one => one.Id)]);
        Assert.Equal(2, Vault.Reads);
        VaultFixture.AssertClean(_log.Text);

        int Accepted()
        {
            lock (outcomes)
                return outcomes.Count(static one => one.Outcome is SubmitOutcome.Accepted);
        }
    }

    [Fact]
    public async Task Write_with_a_key_that_was_replaced_is_refused_for_now_and_sent_once()
    {
        Assert.IsType<SubmitOutcome.Accepted>(await Exchange.PlaceOrderAsync(Resting("before"), Token));
        await RotateAsync();

        var error = Assert.IsType<SubmitOutcome.Rejected>(await Exchange.PlaceOrderAsync(Resting("during"), Token)).Error;

        Assert.Equal((10003, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.Equal(2, await CountAsync("/v5/order/create"));
        Assert.IsType<SubmitOutcome.Accepted>(await Exchange.PlaceOrderAsync(Resting("during"), Token));
        await StandAsync(Exchange, ["before", "during"]);
    }

    [Fact]
    public async Task Read_with_a_key_that_was_replaced_is_answered_with_the_new_one()
    {
        Assert.IsType<ExchangeResult<AccountBalance>.Success>(await Exchange.GetBalanceAsync(Token));
        await RotateAsync();

        Assert.IsType<ExchangeResult<AccountBalance>.Success>(await Exchange.GetBalanceAsync(Token));

        Assert.Equal(3, await CountAsync("/v5/account/wallet-balance"));
    }

    [Fact]
    public async Task Key_that_the_exchange_does_not_know_stops_trading_and_leaves_the_vault_alone()
    {
        await ControlAsync("/sim/keys", new { apiKey = VaultFixture.NextKey, apiSecret = VaultFixture.NextSecret });

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var error = Assert.IsType<SubmitOutcome.Rejected>(await Exchange.PlaceOrderAsync(Resting("never"), Token)).Error;
            Assert.Equal((10003, RetryGuidance.Halt), (error.Code, error.Class));
        }

        Assert.Equal(2, Vault.Reads);
    }

    [Fact]
    public async Task New_key_with_the_old_secret_is_refused_until_the_vault_holds_the_pair()
    {
        Assert.IsType<SubmitOutcome.Accepted>(await Exchange.PlaceOrderAsync(Resting("before"), Token));
        await ControlAsync("/sim/keys", new { apiKey = VaultFixture.NextKey, apiSecret = VaultFixture.NextSecret });
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.Secret);

        Assert.Equal(10003, Assert.IsType<SubmitOutcome.Rejected>(await Exchange.PlaceOrderAsync(Resting("mixed"), Token)).Error.Code);
        var error = Assert.IsType<SubmitOutcome.Rejected>(await Exchange.PlaceOrderAsync(Resting("mixed"), Token)).Error;

        Assert.Equal((10004, RetryGuidance.Halt), (error.Code, error.Class));
        await StandForAsync(VaultFixture.NextKey, VaultFixture.NextSecret, ["before"]);
        VaultFixture.AssertClean(error.Message);
        VaultFixture.AssertClean(_log.Text);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent_and_that_is_certain()
    {
        Vault.Fault = VaultServer.Status(503, "busy");

        var write = Assert.IsType<SubmitOutcome.Rejected>(await Exchange.PlaceOrderAsync(Resting("never"), Token)).Error;
        var read = Assert.IsType<ExchangeResult<AccountBalance>.Failure>(await Exchange.GetBalanceAsync(Token)).Error;

        Assert.All([write, read], error =>
        {
            Assert.Equal(RetryGuidance.RetryLater, error.Class);
            Assert.StartsWith("The exchange credentials are unavailable; nothing was sent.", error.Message, StringComparison.Ordinal);
        });
        Assert.Equal(0, await CountAsync("/v5/order/create"));
        Assert.Equal(0, await CountAsync("/v5/account/wallet-balance"));

        // What needs no key goes on.
        Assert.IsType<ExchangeResult<Ticker>.Success>(await Exchange.GetTickerAsync(Category.Linear, Btc, Token));
        Vault.Fault = null;
        await Eventually.TrueAsync(
            async () => await Exchange.GetBalanceAsync(Token) is ExchangeResult<AccountBalance>.Success, "the key is read again", cancellationToken: Token);
    }

    private static OrderIntent Resting(string id) => new()
    {
        LinkId = OrderLinkId.Parse(id),
        Category = Category.Linear,
        Symbol = Btc,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        Quantity = 0.001m,
        LimitPrice = 60_000m,
    };

    private async Task<List<ExchangeError>> ReadAllTheTimeAsync(CancellationToken stop)
    {
        var errors = new List<ExchangeError>();
        while (!stop.IsCancellationRequested)
        {
            if (await Exchange.GetBalanceAsync(Token) is ExchangeResult<AccountBalance>.Failure { Error: var error })
                errors.Add(error);
        }

        return errors;
    }

    // An acknowledged order shows up a moment later.
    private static async Task StandAsync(IExchange exchange, IReadOnlyList<string> expected) => Assert.Equal(
        expected.Order(StringComparer.Ordinal),
        await Eventually.ValueAsync(
            async () => Assert.IsType<ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success>(
                await exchange.GetOpenOrdersAsync(Category.Linear, Btc, Token))
                .Value.Select(static order => order.LinkId ?? "").Order(StringComparer.Ordinal).ToList(),
            open => open.Count >= expected.Count,
            $"{expected.Count} orders stand at the exchange",
            cancellationToken: Token));

    // Through a client of its own that knows the right pair.
    private async Task StandForAsync(string apiKey, string apiSecret, IReadOnlyList<string> expected)
    {
        await using var services = new ServiceCollection()
            .AddBybit(options =>
            {
                (options.Environment, options.BaseUrl) = (BybitEnvironment.Demo, _venue.BaseUrl.GetLeftPart(UriPartial.Authority));
                (options.ApiKey, options.ApiSecret) = (apiKey, apiSecret);
            })
            .BuildServiceProvider();
        await StandAsync(services.GetRequiredService<IExchange>(), expected);
    }

    private async Task RotateAsync()
    {
        Vault.WriteKey(VaultFixture.NextKey, VaultFixture.NextSecret);
        await ControlAsync("/sim/keys", new { apiKey = VaultFixture.NextKey, apiSecret = VaultFixture.NextSecret });
    }

    private async Task<int> CountAsync(string path)
    {
        var log = await _controls.GetFromJsonAsync<JsonElement>($"/sim/requests?path={path}", Token);
        return log.GetProperty("requests").GetArrayLength();
    }

    private async Task ControlAsync(string path, object body)
    {
        using var response = await _controls.PostAsJsonAsync(path, body, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
