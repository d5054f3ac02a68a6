namespace TradingBot.Architecture.Tests;

/// <summary>The function app is written once for two runtimes: only where it is put together may it say which parts it is made of.</summary>
public sealed class FunctionAppTests
{
    private const string Neighbours = @"\bTradingBot\.(Bybit|PaperExchange|Infrastructure|Embedded)\b[\w.]*";

    private const string OtherGlobals =
        @"global using (?!TradingBot\.Embedded\.(Worker|Durable)\b|Microsoft\.(Azure\.Functions\.Worker|DurableTask)\b)[\w.]+";

    private static readonly IReadOnlyList<SourceFile> App = SourceFile.Below("functions", "TradingBot.Functions");

    [Fact]
    public void Only_the_start_names_neighbours() => Assert.Empty(Words.Uses(App.Where(static file => !IsStart(file)), Neighbours));

    [Fact]
    public void Global_usings_name_nothing_but_the_programming_model() =>
        Assert.Empty(Words.Uses(App.Where(static file => file.Name == "GlobalUsings"), OtherGlobals));

    [Fact]
    public void Global_rule_fails_for_any_other_namespace() =>
        Assert.Single(Words.Uses([new SourceFile("Wrong.cs", "global using TradingBot.Embedded.Worker;\nglobal using TradingBot.Embedded.Hosting;")], OtherGlobals));

    [Fact]
    public void Neighbour_rule_fails_where_neighbours_are_named()
    {
        Assert.NotEmpty(Words.Uses(App.Where(static file => file.Name == "Program"), Neighbours));
        Assert.Single(Words.Uses([new SourceFile("Wrong.cs", "var ledger = new TradingBot.Infrastructure.Postgres.Ledger(); // TradingBot.Bybit")], Neighbours));
    }

    [Fact]
    public void Nothing_asks_which_runtime_it_is_built_for() =>
        Assert.Empty(Words.Uses(SourceFile.Below("functions"), @"(?m)^\s*#(if|elif)\b.*"));

    [Fact]
    public void Runtime_rule_fails_for_a_conditional() =>
        Assert.Single(Words.Uses([new SourceFile("Wrong.cs", "class A\n{\n    #if EMBEDDED\n    #endif\n}")], @"(?m)^\s*#(if|elif)\b.*"));

    private static bool IsStart(SourceFile file) => file.Name is "Program" or "GlobalUsings" || file.IsBelow("OneMachine");
}
