namespace TradingBot.Architecture.Tests;

/// <summary>The function classes are compiled once and run by two programs: they ask neither which one nor how.</summary>
public sealed class FunctionAppTests
{
    private const string OtherGlobals = @"global using (?!Microsoft\.(Azure\.Functions\.Worker|DurableTask)\b)[\w.]+";
    private const string Conditional = @"(?m)^\s*#(if|elif)\b.*";

    [Fact]
    public void Global_usings_name_nothing_but_the_programming_model() =>
        Assert.Empty(Words.Uses(SourceFile.Below("functions").Where(static file => file.Name == "GlobalUsings"), OtherGlobals));

    [Fact]
    public void Global_rule_fails_for_any_other_namespace() =>
        Assert.Single(Words.Uses(
            [new SourceFile("Wrong.cs", "global using Microsoft.DurableTask;\nglobal using TradingBot.Core.Markets;")], OtherGlobals));

    [Fact]
    public void Nothing_asks_which_program_it_is_built_for() => Assert.Empty(Words.Uses(SourceFile.Below("functions"), Conditional));

    [Fact]
    public void Program_rule_fails_for_a_conditional() =>
        Assert.Single(Words.Uses([new SourceFile("Wrong.cs", "class A\n{\n    #if EMBEDDED\n    #endif\n}")], Conditional));
}
