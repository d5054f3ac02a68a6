using System.Net;

namespace TradingBot.Azure.Tests.Trading;

/// <summary>Who may call the API under the genuine worker: the middleware that decides is the same, what calls it is not.</summary>
[Collection(nameof(SharedAzureBotTests))]
public sealed class AccessTests(SharedAzureBot shared)
{
    [Theory]
    [InlineData("GET", "api/strategies")]
    [InlineData("GET", "api/trades")]
    [InlineData("GET", "api/health/details")]
    [InlineData("PUT", "api/strategies/nobody")]
    [InlineData("POST", "api/halt")]
    public async Task Caller_without_a_token_is_refused(string method, string path)
    {
        var bot = await shared.BotAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, "auth.required"), await AskAsync(bot, method, path, token: null));
        Assert.Equal((HttpStatusCode.Unauthorized, "auth.required"), await AskAsync(bot, method, path, $"{Guid.NewGuid():N}"));
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Health_and_the_description_of_the_api_are_open_to_everybody()
    {
        var bot = await shared.BotAsync();

        foreach (var path in (string[])["api/health", "api/openapi.json"])
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(bot, "GET", path, token: null)).Status);
    }

    [Fact]
    public async Task Caller_with_the_token_reads_and_writes()
    {
        var bot = await shared.BotAsync();
        var strategy = new TestStrategy("mine", "BTCUSDT");

        var created = await bot.Api.SendAsync(HttpMethod.Put, "api/strategies/mine", strategy.Document());
        var replaced = await bot.Api.SendAsync(HttpMethod.Put, "api/strategies/mine", strategy.Document());

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.Status, replaced.Status));
        Assert.Equal("mine", (await bot.Api.GetAsync("api/strategies/mine")).Text("key"));
        Assert.Equal("automation", (await bot.Api.GetAsync("api/me")).Text("name"));
        bot.AssertNoErrors();
    }

    private static async Task<(HttpStatusCode Status, string? Code)> AskAsync(AzureBot bot, string method, string path, string? token)
    {
        using var http = new HttpClient { BaseAddress = bot.Host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.Add("Authorization", $"Bearer {token}");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response);
        return (answer.Status, (string?)answer.Body["code"]);
    }
}
