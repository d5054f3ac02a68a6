using System.Net;
using System.Net.Sockets;

namespace TradingBot.EndToEnd.Tests.Starting;

/// <summary>What stands in the way of a start is told in one sentence that names the fix, and nothing stays behind.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task Port_that_is_taken_is_named()
    {
        await using var home = new BotHome();
        using var listener = new TcpListener(IPAddress.Loopback, home.Port);
        listener.Start();

        await AssertRefusedAsync(home, home.Launch(), $"port {home.Port}", "ASPNETCORE_URLS");
    }

    [Fact]
    public async Task Port_of_the_paper_exchange_that_is_taken_is_named()
    {
        await using var home = new BotHome();
        using var listener = new TcpListener(IPAddress.Loopback, home.ExchangePort);
        listener.Start();

        await AssertRefusedAsync(home, home.Launch(), $"{home.ExchangePort}", "PaperExchange:Port");
    }

    [Fact]
    public async Task Data_folder_that_cannot_be_written_is_named()
    {
        await using var home = new BotHome();
        var file = Path.Combine(home.Folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var data = Path.Combine(file, "data");

        await AssertRefusedAsync(home, home.Launch(("TRADINGBOT_DATA", data)), data, "TRADINGBOT_DATA");
    }

    [Fact]
    public async Task Database_that_cannot_be_reached_is_told()
    {
        await using var home = new BotHome();
        const string Password = "not-for-the-console";
        var connection = $"Host=127.0.0.1;Port={FreePort.Next()};Database=bot;Username=bot;Password={Password}";
        var program = home.Launch(("Postgres__ConnectionString", connection));

        await AssertRefusedAsync(home, program, "PostgreSQL", "connection string");
        Assert.DoesNotContain(Password, program.Errors + program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_string_that_is_none_is_told()
    {
        await using var home = new BotHome();

        await AssertRefusedAsync(home, home.Launch(("Postgres__ConnectionString", "nonsense")), "PostgreSQL", "connection string");
    }

    [Fact]
    public async Task Mainnet_needs_its_second_switch()
    {
        await using var home = new BotHome();
        (string, string?)[] settings = [("Bybit__Environment", "mainnet"), ("Bybit__ApiKey", "key"), ("Bybit__ApiSecret", "secret")];

        await AssertRefusedAsync(home, home.Launch(settings), "Trading:AllowMainnet", "mainnet");
    }

    [Fact]
    public async Task Npm_that_is_missing_is_named_with_the_other_way()
    {
        await using var home = new BotHome();
        // Away from the checkout, so that its installed PostgreSQL is not found.
        var published = Path.Combine(home.Folder, "published");
        CopyProgram(Path.GetDirectoryName(ProgramFile.Bot)!, published);
        var empty = Directory.CreateDirectory(Path.Combine(home.Folder, "empty")).FullName;

        var program = home.LaunchFrom(Path.Combine(published, Path.GetFileName(ProgramFile.Bot)), ("PATH", empty));

        await AssertRefusedAsync(home, program, "npm is missing", "Node.js", "connection string");
    }

    private static async Task AssertRefusedAsync(BotHome home, RunningProgram program, params string[] words)
    {
        Assert.Equal(1, await program.ExitAsync());
        var sentence = program.Errors.Trim();
        Assert.All(words, word => Assert.Contains(word, sentence, StringComparison.OrdinalIgnoreCase));
        Assert.False(sentence.Contains('\n', StringComparison.Ordinal), $"More than one line:\n{sentence}");
        Assert.DoesNotContain("   at ", program.Output + program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", program.Output, StringComparison.OrdinalIgnoreCase);
        await ProcessList.NoneUsingAsync(home.Folder);
    }

    private static void CopyProgram(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(from), "runtimes"))
            CopyTree(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static void CopyTree(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
