using TradingBot.Azure.Tests.Publishing;
using TradingBot.Azure.Tests.Trading;

namespace TradingBot.Azure.Tests.Functions;

/// <summary>
/// Azure learns of the functions from a generated file and from the worker, the local runtime from attributes: a function that not all
/// of them know runs on one side only.
/// </summary>
[Collection(nameof(SharedAzureBotTests))]
public sealed class FunctionListTests(PublishedProgram program, SharedAzureBot shared)
{
    [Fact]
    public void Published_metadata_lists_every_function_as_the_code_declares_it()
    {
        var declared = FunctionLists.FromAttributes(program);

        Assert.NotEmpty(declared);
        Assert.Equal(declared, FunctionLists.FromMetadataFile(program));
    }

    [Fact]
    public async Task Worker_offers_every_function_as_the_code_declares_it()
    {
        var bot = await shared.BotAsync();

        var offered = bot.Host.Functions.Select(static function => FunctionFacts.FromBindings(function.Name, function.Bindings));

        Assert.Equal(FunctionLists.FromAttributes(program), FunctionLists.Ordered(offered));
    }
}
