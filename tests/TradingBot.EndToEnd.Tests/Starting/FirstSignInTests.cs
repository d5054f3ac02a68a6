using System.Net;
using System.Text.RegularExpressions;

namespace TradingBot.EndToEnd.Tests.Starting;

/// <summary>
/// A new installation's password and token are shown at every start until somebody has signed in, whatever ends the starts.
/// </summary>
public sealed partial class FirstSignInTests
{
    private const int KilledStarts = 8;

    private static readonly (string, string?)[] NoPassword = [("Auth__AdminPassword", "")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Password_and_token_are_shown_again_after_a_kill_and_no_more_after_the_first_sign_in()
    {
        await using var home = new BotHome();
        var first = await home.StartAsync(NoPassword);
        var (password, alert) = Shown(first);
        Assert.True(OperatingSystem.IsWindows()
            || File.GetUnixFileMode(SecretsOf(home)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await first.KillAsync();

        var second = await home.StartAsync(NoPassword);
        Assert.Equal((password, alert), Shown(second));
        // What automation does, or somebody who guesses, is no sign-in.
        await second.Api.GetAsync("api/trades?status=open");
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(home, "not the password"));
        Assert.Equal(HttpStatusCode.Accepted, (await BotClient.AlertAsync(second.PrintedAlert!.Value.Address, alert)).Status);
        Assert.True(File.Exists(SecretsOf(home)));
        Assert.Equal(HttpStatusCode.NoContent, await SignInAsync(home, password));
        Assert.False(File.Exists(SecretsOf(home)));
        await second.KillAsync();

        var third = await home.StartAsync(NoPassword);
        Assert.DoesNotContain(password, third.Output, StringComparison.Ordinal);
        Assert.Null(third.PrintedAlert);
        Assert.Equal(HttpStatusCode.NoContent, await SignInAsync(home, password));
        await third.StopAsync();
    }

    [Fact]
    public async Task Starts_killed_before_they_could_show_anything_lose_neither()
    {
        await using var home = new BotHome();
        string? earlier = null;
        for (var attempt = 0; attempt < KilledStarts; attempt++)
        {
            var program = home.Launch(NoPassword);
            await program.SaysAsync("PostgreSQL listens on");
            await Eventually.TrueAsync(() => File.Exists(SecretsOf(home)), "No secrets were written down", Deadlines.Start, Cancellation);
            // Then come the ledger's tables, the secrets, hashing and storing the password and the sample strategy, and the banner.
            await Task.Delay(TimeSpan.FromMilliseconds(60 * attempt), TimeProvider.System, Cancellation);
            await program.KillAsync();
            await ProcessList.NoneUsingAsync(home.Data);
            var kept = await File.ReadAllTextAsync(SecretsOf(home), Cancellation);
            Assert.Equal(earlier ?? kept, kept);
            earlier = kept;
        }

        var bot = await home.StartAsync(NoPassword);
        var (password, alert) = Shown(bot);
        Assert.Equal(HttpStatusCode.Accepted, (await BotClient.AlertAsync(bot.PrintedAlert!.Value.Address, alert)).Status);
        Assert.Equal(HttpStatusCode.NoContent, await SignInAsync(home, password));
        await bot.StopAsync();
    }

    [Fact]
    public async Task Secrets_that_cannot_be_written_down_are_given_to_no_ledger()
    {
        await using var home = new BotHome();
        var inTheWay = Directory.CreateDirectory(SecretsOf(home) + ".new").FullName;
        var program = home.Launch(NoPassword);
        Assert.Equal(1, await program.ExitAsync());
        Assert.Contains("make the data folder", program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Errors, StringComparison.Ordinal);
        await ProcessList.NoneUsingAsync(home.Data);
        Directory.Delete(inTheWay);

        var bot = await home.StartAsync(NoPassword);
        Assert.Equal(HttpStatusCode.NoContent, await SignInAsync(home, Shown(bot).Password));
        await bot.StopAsync();
    }

    [Fact]
    public async Task Token_of_the_sample_is_shown_until_a_sign_in_with_a_password_of_the_settings()
    {
        await using var home = new BotHome();
        var first = await home.StartAsync();
        var alert = first.PrintedAlert!.Value.Body;
        Assert.DoesNotContain(
            home.Password, first.Output + await File.ReadAllTextAsync(SecretsOf(home), Cancellation), StringComparison.Ordinal);
        await first.StopAsync();

        var second = await home.StartAsync();
        Assert.Equal(alert, second.PrintedAlert!.Value.Body);
        Assert.Equal(HttpStatusCode.NoContent, await SignInAsync(home, home.Password));
        await second.StopAsync();

        var third = await home.StartAsync();
        Assert.Null(third.PrintedAlert);
        await third.StopAsync();
    }

    private static string SecretsOf(BotHome home) => Path.Combine(home.Data, "first-sign-in.json");

    private static (string Password, string Alert) Shown(BotProcess bot)
    {
        var line = PasswordLine().Match(bot.Output);
        Assert.True(line.Success && bot.PrintedAlert is not null, bot.Output);
        return (line.Groups["password"].Value, bot.PrintedAlert!.Value.Body);
    }

    private static async Task<HttpStatusCode> SignInAsync(BotHome home, string password)
    {
        using var http = new HttpClient { BaseAddress = home.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/session")
        {
            Content = new StringContent(new JsonObject { ["password"] = password }.ToJsonString()),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Origin", home.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"^  Sign in    with password (?<password>[a-z0-9]{20}) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PasswordLine();
}
