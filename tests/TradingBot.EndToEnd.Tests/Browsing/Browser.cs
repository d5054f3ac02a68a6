using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(TradingBot.EndToEnd.Tests.Browsing.Browser))]

namespace TradingBot.EndToEnd.Tests.Browsing;

/// <summary>
/// One Chromium for all browser tests, started at first use. Without one the tests are skipped; where CI is set they fail.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Browser() => _browser = new Lazy<Task<IBrowser>>(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A tab with its own cookies that remembers what goes wrong in it.</summary>
    public async Task<BrowserTab> OpenAsync(Uri address, int width, int height)
    {
        if (!File.Exists(Program))
        {
            if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
                Assert.Fail($"{Program} is missing.");
            Assert.Skip($"{Program} is missing: install Debian's chromium to run the browser tests.");
        }

        var context = await (await _browser.Value).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.AbsoluteUri,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await BrowserTab.OpenAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
            await (await _browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Flags });
    }
}
