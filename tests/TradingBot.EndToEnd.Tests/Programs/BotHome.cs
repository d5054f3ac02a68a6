namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>
/// What outlives a bot's process: its data folder, addresses and secrets. Starting again means starting in the same home.
/// </summary>
public sealed class BotHome : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private RunningProgram? _program;

    /// <summary>Null lets the bot run its own paper exchange.</summary>
    public Uri? Exchange { get; init; }

    public string Password { get; } = $"password-{Guid.NewGuid():N}";

    public string ApiToken { get; } = $"{Guid.NewGuid():N}";

    public int Port { get; } = FreePort.Next();

    public int ExchangePort { get; } = FreePort.Next();

    public string Data => _folder.At("data");

    public string Folder => _folder.Path;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public Uri ExchangeAddress => Exchange ?? new Uri($"http://127.0.0.1:{ExchangePort}/");

    /// <summary>Starts the bot and waits until it says that it is ready.</summary>
    public async Task<BotProcess> StartAsync(params (string Name, string? Value)[] settings)
    {
        var program = Launch(settings);
        await program.SaysAsync("TradingBot is ready");
        var bot = new BotProcess(this, program);
        await bot.IsListeningAsync();
        return bot;
    }

    /// <summary>Starts the bot and leaves it to the caller what becomes of it.</summary>
    public RunningProgram Launch(params (string Name, string? Value)[] settings) => LaunchFrom(ProgramFile.Bot, settings);

    public RunningProgram LaunchFrom(string file, params (string Name, string? Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["TRADINGBOT_DATA"] = Data,
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["PaperExchange__Port"] = $"{ExchangePort}",
            // Paid at 00, 08 and 16 UTC: books compared to the last digit must not depend on when a test runs.
            ["PaperExchange__FundingRate"] = "0",
            ["Auth__ApiToken"] = ApiToken,
            ["Auth__AdminPassword"] = Password,
            // Empty, not absent: a local.settings.json of the checkout must not decide where the tests trade.
            ["Postgres__ConnectionString"] = "",
            ["Bybit__Environment"] = "paper",
            ["Bybit__BaseUrl"] = Exchange?.GetLeftPart(UriPartial.Authority) ?? "",
            ["Bybit__ApiKey"] = "paper",
            ["Bybit__ApiSecret"] = "paper",
        };
        foreach (var (name, value) in settings)
            environment[name] = value;
        _program = RunningProgram.Start(file, [], environment, _folder.Path);
        return _program;
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is { } program)
            await program.DisposeAsync();
        await ProcessList.NoneUsingAsync(Folder);
        _folder.Dispose();
    }
}
