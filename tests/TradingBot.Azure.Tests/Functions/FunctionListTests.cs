using TradingBot.Azure.Tests.Publishing;
using TradingBot.Azure.Tests.Trading;

namespace TradingBot.Azure.Tests.Functions;

/// <summary>
/// Azure learns of the functions from a generated file and from the worker, the local runtime by itself: a function that not all
/// of them know runs on one side only.
/// </summary>
[Collection(nameof(SharedAzureBotTests))]
public sealed class FunctionListTests(PublishedProgram program, SharedAzureBot shared)
{
    [Fact]
    public void Published_metadata_lists_every_function_that_the_local_host_finds_and_as_it_finds_it()
    {
        var found = FunctionLists.FromLocalHost();

        Assert.NotEmpty(found);
        Assert.Equal(found, FunctionLists.FromMetadataFile(program));
    }

    [Fact]
    public async Task Worker_offers_every_function_that_the_local_host_finds_and_as_it_finds_it()
    {
        var bot = await shared.BotAsync();

        var offered = bot.Host.Functions.Select(static function => FunctionFacts.FromBindings(function.Name, function.Bindings));

        Assert.Equal(FunctionLists.FromLocalHost(), FunctionLists.Ordered(offered));
    }
}
