using NetArchTest.Rules;
using TradingBot.Architecture.Tests.Wrong;
using TradingBot.Functions.Orchestrations;

namespace TradingBot.Architecture.Tests;

/// <summary>Orchestrators are replayed: they call activities by name and touch nothing else.</summary>
public sealed class OrchestratorTests
{
    private static readonly string[] RealWork =
    [
        "TradingBot.Core.Ports", "TradingBot.Bybit", "TradingBot.Infrastructure", "Npgsql", "System.Net.Http", "System.IO", "System.TimeProvider", "System.Diagnostics.Stopwatch",
        "System.Random", "System.Threading.Thread", "Microsoft.Extensions",
    ];

    [Fact]
    public void Orchestrators_say_no_forbidden_word() =>
        Assert.Empty(Words.Uses(SourceFile.Below("functions", "TradingBot.Functions", "Orchestrations"), Words.NotInOrchestrators));

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("await Task.Run(() => 1);")]
    [InlineData("await Task.Delay(1);")]
    [InlineData("await step.ConfigureAwait(false);")]
    [InlineData("using var client = new HttpClient();")]
    [InlineData("class Wrong(ITradeLedger ledger);")]
    [InlineData("class Wrong(IRiskLimitsStore store);")]
    [InlineData("class Wrong(ILogger<Wrong> logger);")]
    public void Word_rule_fails_for_what_cannot_be_replayed(string code) =>
        Assert.NotEmpty(Words.Uses([new SourceFile("Wrong.cs", code)], Words.NotInOrchestrators));

    [Fact]
    public void Word_rule_leaves_comments_and_texts_alone() =>
        Assert.Empty(Words.Uses([new SourceFile("Right.cs", "// Not Guid.NewGuid()\nvar text = \"HttpClient\";")], Words.NotInOrchestrators));

    [Fact]
    public void Orchestrators_depend_on_no_port_and_no_neighbour()
    {
        var result = Types.InAssembly(typeof(RunTrade).Assembly).That().ResideInNamespace(typeof(RunTrade).Namespace!).ShouldNot().HaveDependencyOnAny(RealWork).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Dependency_rule_fails_for_an_orchestrator_with_a_port()
    {
        var result = Types.InAssembly(typeof(WrongOrchestrator).Assembly).That().ResideInNamespace(typeof(WrongOrchestrator).Namespace!).ShouldNot().HaveDependencyOnAny(RealWork).GetResult();

        Assert.Equal([typeof(WrongOrchestrator).FullName!], result.FailingTypeNames);
    }
}
