using System.Net;
using Microsoft.Azure.Functions.Worker;
using TradingBot.LocalRuntime.Tests.Hosting;

namespace TradingBot.LocalRuntime.Tests.Http;

public sealed class FunctionKeyTests
{
    private const string Key = "a-long-enough-key";

    [Theory]
    [InlineData("/api/ByName", null, HttpStatusCode.OK)]
    [InlineData("/api/Keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/Keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/Keyed", "", HttpStatusCode.Unauthorized)]
    [InlineData("/api/Keyed", Key, HttpStatusCode.OK)]
    [InlineData("/api/Keyed?code=" + Key, null, HttpStatusCode.OK)]
    [InlineData("/api/Keyed?code=" + Key, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/AdminOnly", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/AdminOnly", Key, HttpStatusCode.OK)]
    [InlineData("/api/Unspecified", null, HttpStatusCode.Unauthorized)]
    public async Task Level_above_anonymous_needs_the_configured_key(string path, string? header, HttpStatusCode expected)
    {
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.Configuration["Embedded:FunctionKey"] = Key;
        await using var host = await TestHost.StartAsync(builder);

        Assert.Equal(expected, await StatusAsync(host, path, header));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_configured_key_such_functions_are_closed(string? header)
    {
        await using var host = await TestHost.StartAsync(typeof(SampleFunctions));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, "/api/Keyed", header));
    }

    [Fact]
    public void Trigger_constructors_set_the_level_as_the_genuine_ones_do()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(AuthorizationLevel.Admin, new HttpTriggerAttribute(AuthorizationLevel.Admin, "get").AuthLevel);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestHost host, string path, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
            request.Headers.Add("x-functions-key", header);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
