using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;
using TradingBot.TestKit;

namespace TradingBot.Judges.Tests;

/// <summary>One run of one judge: a Node script that drives an exchange of its own through an SDK and says what the SDK saw.</summary>
public abstract class Judgement(string script, params string[] arguments) : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private string _ending = "";

    protected virtual PaperExchangeOptions Options => new() { AutoPrices = false, SlippageBasisPoints = 0, FundingRate = 0 };

    protected virtual string Secret => "paper";

    /// <summary>What the SDK saw at a named step; without it the test fails with the judge's last words.</summary>
    public Finding this[string check]
    {
        get
        {
            Assert.True(_findings.ContainsKey(check), $"{script} never came to '{check}': {_ending}");
            return _findings[check];
        }
    }

    public async ValueTask InitializeAsync()
    {
        await using var exchange = new PaperExchangeHost(
            Options with { Port = 0, TimeProvider = new JudgeClock() }, NullLoggerFactory.Instance);
        await exchange.StartAsync(CancellationToken.None);
        using var process = new Process { StartInfo = Command(exchange.BaseUrl) };
        process.Start();
        using var deadline = new CancellationTokenSource(_patience, TimeProvider.System);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
                Note(line);
            _ending = await errors;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            _ending = $"stopped after {_patience}; its last finding was '{_findings.Keys.LastOrDefault()}'";
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private ProcessStartInfo Command(Uri exchange)
    {
        var home = RepositoryRoot.At("tests", "TradingBot.Judges.Tests");
        return new ProcessStartInfo("node", [Path.Combine("judges", script), exchange.ToString().TrimEnd('/'), Secret, .. arguments])
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>SDKs print too; only lines that are findings count.</summary>
    private void Note(string line)
    {
        if (line.StartsWith("{\"check\":", StringComparison.Ordinal) && JsonNode.Parse(line) is JsonObject finding)
            _findings[(string)finding["check"]!] = new Finding(finding);
    }
}
