using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;
using TradingBot.Functions.Tests.Contract;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Infrastructure.Postgres;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Api;

/// <summary>
/// The API and the webhook in a real host on a free port, over a real ledger; only orchestrations are noted instead of run.
/// </summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string ApiToken = "an-automation-token-of-good-length";
    public const string AdminPassword = "correct horse battery";

    private readonly ConcurrentBag<ContractHandler> _handlers = [];
    private readonly IHost _host;
    private readonly Uri _address;

    private ApiHost(IHost host, NotedOrchestrations orchestrations)
    {
        _host = host;
        Orchestrations = orchestrations;
        _address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Owner = Visitor();
        Owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiToken);
    }

    public static IReadOnlyList<Type> FunctionClasses { get; } =
    [
        .. typeof(GetMe).Assembly.GetTypes().Where(static type => type.GetMethods().Any(static method =>
            method.GetCustomAttribute<FunctionAttribute>() is not null
            && method.GetParameters().Any(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null))),
    ];

    public NotedOrchestrations Orchestrations { get; }

    /// <summary>Calls with the automation token.</summary>
    public HttpClient Owner { get; }

    public string Authority => _address.Authority;

    public static async Task<ApiHost> StartAsync(
        NpgsqlDataSource source, TimeProvider? time = null, params (string Key, string? Value)[] settings) =>
        await StartAsync(source, source, time, settings);

    /// <summary>With a ledger of its own, which need not exist, beside the database that the runtime itself needs.</summary>
    public static async Task<ApiHost> StartAsync(
        NpgsqlDataSource ledger, NpgsqlDataSource runtime, TimeProvider? time = null, params (string Key, string? Value)[] settings)
    {
        var builder = LocalApplicationBuilder.Create(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Configuration["Auth:ApiToken"] = ApiToken;
        builder.Configuration["Auth:AdminPassword"] = AdminPassword;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.ConfigureLocalRuntime(options =>
        {
            options.ConfigureDurableTasks = engine => engine.DataSource = _ => runtime;
            foreach (var functionClass in FunctionClasses)
                options.FunctionClasses.Add(functionClass);
        });
        var orchestrations = new NotedOrchestrations();
        builder.UseMiddleware((context, next) =>
        {
            context.InstanceServices = new WithClient(context.InstanceServices, orchestrations);
            return next();
        });
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(ledger);
        builder.Services.AddPostgresLedger();
        builder.Services.AddTradingBotApi(builder.Configuration);
        builder.Services.AddSingleton(PricedExchange.Open())
            .AddSingleton<UnansweredOrder>()
            .AddSingleton<RecentWallet>()
            .AddSingleton<TargetOrders>()
            .AddSingleton<FuturesPositions>()
            .AddSingleton<SpotPositions>()
            .AddSingleton<OptionPositions>()
            .AddSingleton<PositionKeepings>()
            .AddSingleton<PartialExitRequest>()
            .AddSingleton<StopByHand>()
            .AddSingleton<TargetsByHand>();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ApiHost(host, orchestrations);
    }

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Operations of the API that succeeded for any client of this host.</summary>
    public IEnumerable<string> Succeeded => _handlers.SelectMany(static handler => handler.Succeeded.Keys).Distinct();

    /// <summary>
    /// A client of its own that sends nothing but what it is told to, and takes no answer that the OpenAPI document does not describe.
    /// </summary>
    public HttpClient Visitor()
    {
        var handler = new ContractHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        _handlers.Add(handler);
        return new HttpClient(handler) { BaseAddress = _address };
    }

    /// <summary>A client with a session cookie, as a browser has after signing in.</summary>
    public async Task<HttpClient> BrowserAsync(string password = AdminPassword)
    {
        var browser = Visitor();
        using var answer = await browser.PostAsJsonAsync("api/session", new { password });
        answer.EnsureSuccessStatusCode();
        browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return browser;
    }

    public Task<JsonObject> GetAsync(string path) => ReadAsync(Owner.GetAsync($"api/{path}"), 200);

    /// <summary>The JSON of an answer that must have the given status.</summary>
    public static async Task<JsonObject> ReadAsync(Task<HttpResponseMessage> call, int status)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>A problem of the given status and code, in its full shape.</summary>
    public static async Task<JsonObject> ProblemAsync(Task<HttpResponseMessage> call, int status, string code)
    {
        var answer = await call;
        var problem = await ReadAsync(Task.FromResult(answer), status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.All(["type", "title", "detail", "traceId"], name => Assert.False(
            string.IsNullOrEmpty((string?)problem[name]), $"{name} is missing"));
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private sealed class WithClient(IServiceProvider services, DurableTaskClient client) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(DurableTaskClient) ? client : services.GetService(serviceType);
    }
}
