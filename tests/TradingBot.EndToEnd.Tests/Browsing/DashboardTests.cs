using Microsoft.Playwright;

namespace TradingBot.EndToEnd.Tests.Browsing;

/// <summary>A trader's round through the dashboard, on a desk and on a phone.</summary>
[Collection(nameof(SharedBotTests))]
public sealed class DashboardTests(SharedBot shared, Browser browser)
{
    [Theory]
    [InlineData(1440, 900, false)]
    [InlineData(390, 844, true)]
    public async Task Trade_is_seen_live_explained_and_halted(int width, int height, bool isLight)
    {
        await using var tab = await browser.OpenAsync(shared.Home.Address, width, height);
        var page = tab.Page;
        var bot = await shared.FlatAsync();
        var strategy = new TestStrategy($"browser-{width}", "BTCUSDT");
        await bot.Api.AddAsync(strategy);

        await SignInAsync(tab);
        if (isLight)
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change to light" }).ClickAsync();
        var open = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Open trades" });
        await tab.SeesAsync(open.GetByText("Nothing is open"));

        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        await tab.SeesAsync(open.GetByText("BTCUSDT"));
        await bot.Api.ProtectedTradeOfAsync(signal);
        await bot.Exchange.SetPriceAsync("BTCUSDT", 60_600m);
        await tab.SeesAsync(open.GetByText("60,600.00"));
        await tab.CheckAsync("overview");

        await NavigateAsync(tab, "Signals");
        await tab.SeesAsync(page.GetByRole(AriaRole.Table).GetByText(strategy.Key));
        await tab.CheckAsync("signals");

        await NavigateAsync(tab, "Trades");
        await page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Open trades" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await tab.SeesAsync(page.GetByText("Stop-loss confirmed at the exchange."));
        await tab.CheckAsync("story");

        await HaltAndResumeAsync(tab);
        Assert.Equal("open", (await bot.Api.TradeOfAsync(signal, "open")).Text("status"));
        foreach (var place in new[] { "Strategies", "System" })
        {
            await NavigateAsync(tab, place);
            await tab.CheckAsync(place.ToLowerInvariant());
        }

        Assert.True(tab.Errors.Count == 0, string.Join('\n', tab.Errors));
    }

    [Fact]
    public async Task Wrong_password_is_told_and_lets_nobody_in()
    {
        await using var tab = await browser.OpenAsync(shared.Home.Address, 1024, 768);
        await shared.FlatAsync();

        await tab.Page.GotoAsync("/");
        await tab.Page.GetByLabel("Password").FillAsync("not the password");
        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();

        await tab.SeesAsync(tab.Page.GetByText("That password is not right."));
        await tab.CheckAsync("sign-in-refused");
    }

    private async Task SignInAsync(BrowserTab tab)
    {
        await tab.Page.GotoAsync("/");
        await tab.Page.GetByLabel("Password").FillAsync(shared.Home.Password);
        await tab.CheckAsync("sign-in");
        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await tab.SeesAsync(tab.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Main" }));
    }

    private static async Task NavigateAsync(BrowserTab tab, string place)
    {
        await tab.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Main" })
            .GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = place, Exact = true }).ClickAsync();
        await tab.SeesAsync(tab.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = place, Exact = true }));
    }

    private static async Task HaltAndResumeAsync(BrowserTab tab)
    {
        var page = tab.Page;
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Halt trading" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("looking at the chart");
        await tab.CheckAsync("halt-dialog");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Halt trading" }).ClickAsync();
        var banner = page.GetByText("Trading is halted. Nothing new will open.");
        await tab.SeesAsync(banner);
        await tab.MissesAsync(dialog);
        await tab.SeesAsync(page.GetByText("looking at the chart"));
        await tab.CheckAsync("halted");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resume trading" }).ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("chart looks fine");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Resume trading" }).ClickAsync();
        await tab.MissesAsync(banner);
    }
}
