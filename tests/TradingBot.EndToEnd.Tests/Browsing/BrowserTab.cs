using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TradingBot.EndToEnd.Tests.Browsing;

/// <summary>A page, its complaints, its pictures, and what a person with a screen reader or a keyboard would stumble over.</summary>
public sealed class BrowserTab : IAsyncDisposable
{
    private const string SeriousViolations = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
            .map(rule => `${rule.id} (${rule.impact}): ${rule.nodes.map(node => node.html).join(' | ')}`)
        """;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();

    private BrowserTab(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors on the console, refusals of the content security policy among them, and exceptions nobody caught.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    public static async Task<BrowserTab> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Deadlines.Effect.TotalMilliseconds);
        var tab = new BrowserTab(context, page);
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.effectiveDirective, e.blockedURI, e.sourceFile, e.lineNumber, e.columnNumber, e.sample))");
        page.Console += (_, message) => tab.Heard(message);
        page.PageError += (_, error) => tab._errors.Enqueue(error);
        return tab;
    }

    /// <summary>Fails on serious accessibility faults and on a page wider than its window; keeps a picture.</summary>
    public async Task CheckAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts")).FullName;
        await Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{Page.ViewportSize!.Width}.png"), FullPage = true });
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
            await Page.EvaluateAsync(await File.ReadAllTextAsync(
                RepositoryRoot.At("static-web", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken));
        Assert.Empty(await Page.EvaluateAsync<string[]>(SeriousViolations));
        var overhang = await Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");
        Assert.True(overhang <= 0, $"{name} is {overhang} px wider than its window.");
    }

    public async Task SeesAsync(ILocator locator) =>
        await Assertions.Expect(locator)
            .ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = (float)Deadlines.Effect.TotalMilliseconds });

    public async Task MissesAsync(ILocator locator) =>
        await Assertions.Expect(locator)
            .ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = (float)Deadlines.Effect.TotalMilliseconds });

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Heard(IConsoleMessage message)
    {
        // Asking who one is before signing in is answered with 401, which Chromium writes down by itself.
        var isSignedOut = message.Location.Contains("/api/me", StringComparison.Ordinal)
            && message.Text.Contains("401", StringComparison.Ordinal);
        if (message.Type == "error" && !isSignedOut)
            _errors.Enqueue($"{message.Text} ({message.Location})");
    }
}
