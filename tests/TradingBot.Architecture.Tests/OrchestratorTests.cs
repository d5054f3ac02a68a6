using NetArchTest.Rules;
using TradingBot.Architecture.Tests.Wrong;
using TradingBot.Core.Markets;
using TradingBot.Functions.Orchestrations;
using TradingBot.TestKit;

namespace TradingBot.Architecture.Tests;

/// <summary>
/// Orchestrators are replayed: they call activities by name and touch nothing else. Clock, chance, I/O and threads are seen by the durable
/// SDK's analyzers, which are errors in the build; the rest is seen here.
/// </summary>
public sealed class OrchestratorTests
{
    // A port lies beside its noun, so the ports are known as Core's interfaces.
    private static readonly string[] RealWork =
    [
        .. typeof(Symbol).Assembly.GetExportedTypes().Where(static type => type.IsInterface).Select(static type => type.FullName!),
        "TradingBot.Bybit", "TradingBot.Infrastructure", "Npgsql", "System.Net.Http", "System.IO", "System.TimeProvider",
        "System.Diagnostics.Stopwatch", "System.Random", "System.Threading.Thread", "Microsoft.Extensions",
    ];

    [Fact]
    public void Orchestrators_say_no_forbidden_word() =>
        Assert.Empty(Words.Uses(SourceFile.Below("functions", "TradingBot.Functions", "Orchestrations"), Words.NotInOrchestrators));

    [Theory]
    [InlineData("await step.ConfigureAwait(false);")]
    [InlineData("await source.CancelAsync();")]
    [InlineData("lock (gate) { }")]
    [InlineData("class Wrong(ITradeLedger ledger);")]
    [InlineData("class Wrong(IRiskLimitsStore store);")]
    [InlineData("class Wrong(ILogger<Wrong> logger);")]
    public void Word_rule_fails_for_what_cannot_be_replayed(string code) =>
        Assert.NotEmpty(Words.Uses([new SourceFile("Wrong.cs", code)], Words.NotInOrchestrators));

    [Fact]
    public void Word_rule_leaves_comments_and_texts_alone() =>
        Assert.Empty(Words.Uses(
            [new SourceFile("Right.cs", "// Not ConfigureAwait(false)\nvar text = \"CancelAsync\";")], Words.NotInOrchestrators));

    [Theory]
    [InlineData("Activities")]
    [InlineData("Timers")]
    public void Activities_and_timers_hold_no_rule(string folder) =>
        Assert.Empty(Words.Uses(SourceFile.Below("functions", "TradingBot.Functions", folder), Words.NotInPlatformShape));

    [Theory]
    [InlineData("using TradingBot.Core.Signals;", 1)]
    [InlineData("class Wrong(TimeProvider time);", 1)]
    [InlineData("private static readonly TimeSpan Grace = TimeSpan.Zero;", 2)]
    [InlineData("using TradingBot.Core.Identifiers;\nusing TradingBot.Trading.Entries;", 0)]
    public void Shape_rule_fails_for_what_decides(string code, int uses) =>
        Assert.Equal(uses, Words.Uses([new SourceFile("Wrong.cs", code)], Words.NotInPlatformShape).Count);

    [Fact]
    public void Orchestrators_depend_on_no_port_and_no_neighbour()
    {
        var result = Types.InAssembly(typeof(RunTrade).Assembly)
            .That()
            .ResideInNamespace(typeof(RunTrade).Namespace!)
            .ShouldNot()
            .HaveDependencyOnAny(RealWork)
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Dependency_rule_fails_for_an_orchestrator_with_a_port()
    {
        var result = Types.InAssembly(typeof(WrongOrchestrator).Assembly)
            .That()
            .ResideInNamespace(typeof(WrongOrchestrator).Namespace!)
            .ShouldNot()
            .HaveDependencyOnAny(RealWork)
            .GetResult();

        Assert.Equal([typeof(WrongOrchestrator).FullName!], result.FailingTypeNames);
    }

    [Fact]
    public void Rules_of_the_durable_sdk_are_errors_in_orchestrators()
    {
        var section = File.ReadAllText(RepositoryRoot.At(".editorconfig"))
            .Split("[functions/TradingBot.Functions/Orchestrations/*.cs]")[1].Split("\n[")[0];

        Assert.All(
            ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0010", "0011", "1001", "1002", "2001", "2002", "2003"],
            rule => Assert.Contains($"dotnet_diagnostic.DURABLE{rule}.severity = error", section, StringComparison.Ordinal));
    }
}
