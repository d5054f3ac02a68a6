using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>A running bot: its HTTP API, its exchange, and the alert that it prints at its first start.</summary>
public sealed partial class BotProcess
{
    private readonly BotHome _home;
    private readonly RunningProgram _program;

    internal BotProcess(BotHome home, RunningProgram program)
    {
        (_home, _program) = (home, program);
        Api = new BotClient(home.Address, home.ApiToken);
        Exchange = new PaperExchangeClient(home.ExchangeAddress);
    }

    public BotClient Api { get; }

    public PaperExchangeClient Exchange { get; }

    public string Output => _program.Output;

    /// <summary>The dashboard's address as the banner tells it.</summary>
    public Uri Dashboard => new(DashboardLine().Match(Output).Groups["address"].Value);

    /// <summary>Address and body of the printed curl line; null when none was printed.</summary>
    public (Uri Address, string Body)? PrintedAlert => CurlLine().Match(Output) is { Success: true } line
        ? (new Uri(line.Groups["address"].Value), line.Groups["body"].Value)
        : null;

    /// <summary>SIGKILL to the bot, its database and its own paper exchange, all at once.</summary>
    public async Task KillAsync()
    {
        await _program.KillAsync();
        await ProcessList.NoneUsingAsync(_home.Data);
    }

    /// <summary>SIGKILL to the bot alone: its database server has to go by itself.</summary>
    public Task KillAloneAsync() => _program.KillAloneAsync();

    /// <summary>SIGTERM. Returns the exit code.</summary>
    public Task<int> StopAsync() => _program.StopAsync();

    internal Task IsListeningAsync() => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                using var http = new HttpClient { BaseAddress = _home.Address };
                using var answer = await http.GetAsync("api/health", TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException refused) when (refused.InnerException is SocketException)
            {
                return false;
            }
        },
        "The bot does not answer",
        Deadlines.Start,
        TestContext.Current.CancellationToken);

    [GeneratedRegex(
        @"^  Dashboard  (?<address>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DashboardLine();

    [GeneratedRegex(@"^  curl -i (?<address>\S+) -d '(?<body>[^']+)'$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CurlLine();
}
