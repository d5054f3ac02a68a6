using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Operations;
using TradingBot.Functions.Access;
using TradingBot.Functions.Settings;
using TradingBot.Functions.Tests.Api;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Access;

public sealed class AccessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string[] Open = ["Webhook", "GetHealth", "PostSession", "DeleteSession", "GetOpenApi"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ClosedFunctions()
    {
        var data = new TheoryData<string, string>();
        foreach (var method in ApiHost.FunctionClasses.SelectMany(static type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function || Open.Contains(function.Name))
                continue;
            var trigger = method.GetParameters()
                .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .OfType<HttpTriggerAttribute>()
                .Single();
            var path = trigger.Route!.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
                .Replace("{key}", "some", StringComparison.Ordinal);
            data.Add(trigger.Methods!.Single(), path);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ClosedFunctions))]
    public async Task Function_is_closed_to_strangers(string method, string path)
    {
        using var stranger = api.Host.Visitor();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not-the-automation-token-at-all");
        stranger.DefaultRequestHeaders.Add("x-ms-client-principal", Principal("owner"));

        await ApiHost.ProblemAsync(
            stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"api/{path}"), Token), 401, "auth.required");
    }

    [Fact]
    public async Task Signing_in_gives_a_strict_cookie_that_opens_the_api_until_signing_out()
    {
        using var visitor = api.Host.Visitor();
        using var signedIn = await visitor.PostAsJsonAsync("api/session", new { password = ApiHost.AdminPassword }, Token);
        Assert.Equal(HttpStatusCode.NoContent, signedIn.StatusCode);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("tradingbot=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        visitor.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        var me = await ApiHost.ReadAsync(visitor.GetAsync("api/me", Token), 200);

        Assert.Equal("""{"name":"admin","roles":["owner"],"mode":"Local"}""", me.ToJsonString());
        using var signedOut = await visitor.DeleteAsync("api/session", Token);
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", signedOut.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Forged_cookie_opens_nothing()
    {
        using var visitor = api.Host.Visitor();
        visitor.DefaultRequestHeaders.Add("Cookie", "tradingbot=forged");

        await ApiHost.ProblemAsync(visitor.GetAsync("api/me", Token), 401, "auth.required");
    }

    [Fact]
    public async Task Sixth_wrong_password_within_a_minute_is_not_even_looked_at_but_right_ones_cost_nothing()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await ApiHost.StartAsync(api.Source, time);
        for (var i = 0; i < 8; i++)
            (await host.BrowserAsync()).Dispose();
        using var visitor = host.Visitor();
        for (var i = 0; i < 5; i++)
            await ApiHost.ProblemAsync(
                visitor.PostAsJsonAsync("api/session", new { password = "wrong" }, Token), 401, "auth.wrongPassword");

        var refused = await visitor.PostAsJsonAsync("api/session", new { password = ApiHost.AdminPassword }, Token);

        Assert.Equal(60, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await ApiHost.ProblemAsync(Task.FromResult(refused), 429, "auth.tooManyAttempts");
        time.Advance(TimeSpan.FromSeconds(61));
        (await host.BrowserAsync()).Dispose();
    }

    [Fact]
    public async Task Session_ends_twelve_hours_after_its_last_use()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await ApiHost.StartAsync(api.Source, time);
        using var browser = await host.BrowserAsync();
        time.Advance(TimeSpan.FromHours(11));
        using var used = await browser.GetAsync("api/me", Token);
        var renewed = used.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        time.Advance(TimeSpan.FromHours(2));

        await ApiHost.ProblemAsync(browser.GetAsync("api/me", Token), 401, "auth.required");
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", renewed);
        await ApiHost.ReadAsync(browser.GetAsync("api/me", Token), 200);
    }

    [Fact]
    public async Task Generated_password_is_kept_as_a_hash_stays_when_another_is_offered_and_its_change_ends_sessions()
    {
        await using var host = await ApiHost.StartAsync(api.Source, null, ("Auth:AdminPassword", ""));
        var generated = AdminPassword.Generate();
        Assert.True(await host.Service<AdminPassword>().IsMissingAsync(Token));
        Assert.True(await host.Service<AdminPassword>().EstablishAsync(generated, Token));
        Assert.False(await host.Service<AdminPassword>().IsMissingAsync(Token));
        Assert.False(await host.Service<AdminPassword>().EstablishAsync(AdminPassword.Generate(), Token));
        Assert.True(await host.Service<AdminPassword>().EstablishAsync(generated, Token));
        var stored = await host.Service<ISettingsStore>().ReadAsync(AdminPassword.SettingName, Token);
        Assert.DoesNotContain(generated, stored!.ToJsonString());
        Assert.True(int.Parse((string)stored["iterations"]!) >= 210_000);
        using var browser = await host.BrowserAsync(generated);
        await ApiHost.ReadAsync(browser.GetAsync("api/me", Token), 200);

        await host.Service<ISettingsStore>()
            .SaveAsync(AdminPassword.SettingName, PasswordHash.Of("another password").Write(), DateTimeOffset.UnixEpoch, Token);

        await ApiHost.ProblemAsync(browser.GetAsync("api/me", Token), 401, "auth.required");
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("own", 400)]
    [InlineData(null, 400)]
    public async Task Page_of_another_site_cannot_use_the_cookie(string? origin, int status)
    {
        using var browser = await api.Host.BrowserAsync();
        if (origin is not null)
            browser.DefaultRequestHeaders.Add("Origin", origin == "own" ? $"http://{api.Host.Authority}" : origin);

        using var answer = await browser.PostAsJsonAsync("api/halt", new { flatten = true }, Token);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Page_of_another_site_can_neither_sign_in_nor_out()
    {
        using var visitor = api.Host.Visitor();
        visitor.DefaultRequestHeaders.Add("Origin", "http://evil.example");

        await ApiHost.ProblemAsync(
            visitor.PostAsJsonAsync("api/session", new { password = ApiHost.AdminPassword }, Token), 403, "auth.origin");
        await ApiHost.ProblemAsync(visitor.DeleteAsync("api/session", Token), 403, "auth.origin");
    }

    [Fact]
    public async Task Static_web_app_users_get_what_their_roles_allow()
    {
        await using var host = await ApiHost.StartAsync(api.Source, null, ("Auth:Mode", "StaticWebApps"));

        Assert.Equal(200, await CallAsync(host, "GET", "risk", Principal("anonymous", "authenticated", "viewer")));
        Assert.Equal(403, await CallAsync(host, "PUT", "risk", Principal("viewer")));
        Assert.Equal(200, await CallAsync(host, "PUT", "risk", Principal("owner")));
        Assert.Equal(403, await CallAsync(host, "GET", "risk", Principal("anonymous", "authenticated")));
        Assert.Equal(401, await CallAsync(host, "GET", "risk", "bm90IGpzb24="));
        Assert.Equal(401, await CallAsync(host, "GET", "risk", "***"));
        Assert.Equal(401, await CallAsync(host, "GET", "risk", null));
        using var visitor = host.Visitor();
        await ApiHost.ProblemAsync(
            visitor.PostAsJsonAsync("api/session", new { password = ApiHost.AdminPassword }, Token), 404, "auth.notLocal");
        await ApiHost.ProblemAsync(host.Owner.GetAsync("api/risk", Token), 401, "auth.required");
    }

    [Theory]
    [InlineData("Auth:Mode", "Anyone")]
    [InlineData("Auth:Mode", "7")]
    [InlineData("Auth:AdminPassword", "short")]
    [InlineData("Auth:ApiToken", "too-short")]
    public void Setting_that_cannot_be_used_is_named(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        var faults = StartCheck.FaultsOf(configuration, StartCheck.Sections, services => services.AddTradingBotApi(configuration));

        Assert.Contains(key, Assert.Single(faults), StringComparison.Ordinal);
    }

    private static async Task<int> CallAsync(ApiHost host, string method, string path, string? principal)
    {
        using var visitor = host.Visitor();
        if (principal is not null)
            visitor.DefaultRequestHeaders.Add("x-ms-client-principal", principal);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"api/{path}") { Content = method == "PUT" ? new StringContent("{}") : null };
        using var answer = await visitor.SendAsync(request, Token);
        return (int)answer.StatusCode;
    }

    private static string Principal(params string[] roles) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { identityProvider = "aad", userId = "1", userDetails = "trader@example.com", userRoles = roles })));
}
