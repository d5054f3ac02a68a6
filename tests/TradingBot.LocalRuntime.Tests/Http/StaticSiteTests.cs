using System.Net;
using TradingBot.LocalRuntime.Tests.Hosting;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Http;

public sealed class StaticSiteTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private TestHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder.At("assets"));
        await File.WriteAllTextAsync(_folder.At("index.html"), "<p>page</p>", Token);
        await File.WriteAllTextAsync(_folder.At("assets", "index-B7xQ_9aZ.js"), "script", Token);
        await File.WriteAllTextAsync(_folder.At("apple-touch-icon.png"), "icon", Token);
        var builder = TestHost.Builder(typeof(SampleFunctions));
        builder.ConfigureLocalRuntime(options => options.WebRoot = _folder.Path);
        _host = await TestHost.StartAsync(builder);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/trades/17")]
    [InlineData("/index.html")]
    public async Task Page_answers_every_address_that_a_browser_opens_and_is_never_stale(string path)
    {
        using var response = await GetAsync(path, "text/html,application/xhtml+xml");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Equal("<p>page</p>", await response.Content.ReadAsStringAsync(Token));
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Front_page_answers_programs_as_well_as_browsers()
    {
        using var response = await GetAsync("/", "*/*");

        Assert.Equal("<p>page</p>", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("/assets/index-B7xQ_9aZ.js", "public, max-age=31536000, immutable")]
    [InlineData("/apple-touch-icon.png", "no-cache")]
    public async Task Only_a_file_named_after_its_content_is_cached_for_good(string path, string expected)
    {
        using var response = await GetAsync(path, "*/*");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/api/unknown", "text/html")]
    [InlineData("/missing.js", "*/*")]
    [InlineData("/../secrets.txt", "*/*")]
    public async Task Missing_function_or_file_is_not_answered_with_the_page(string path, string accept)
    {
        using var response = await GetAsync(path, accept);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Functions_still_answer_beside_the_site() =>
        Assert.Equal("path /api/ByName", await _host.Client.GetStringAsync("/api/ByName", Token));

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _host.Client.SendAsync(request, Token);
    }
}
