using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Tests.Api;

/// <summary>What is told of the exchange is what the exchange was registered as: the play money of paper, or real money.</summary>
public sealed class InstallationTests
{
    [Theory]
    [InlineData("demo", false)]
    [InlineData("testnet", false)]
    [InlineData("mainnet", true)]
    public void Installation_names_the_exchange_that_is_traded(string environment, bool mainnetAllowed)
    {
        var installation = Of(services => services.AddSingleton(new TradedExchange(environment, mainnetAllowed)));

        Assert.Equal((environment, mainnetAllowed), (installation.Environment, installation.MainnetAllowed));
        Assert.Equal("https://bot.example.com", installation.WebhookBase);
    }

    [Fact]
    public void Installation_without_an_exchange_is_paper_and_shut_for_mainnet()
    {
        var installation = Of(static _ => { });

        Assert.Equal(("paper", false), (installation.Environment, installation.MainnetAllowed));
    }

    private static Installation Of(Action<IServiceCollection> register)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Webhook:PublicUrl", (string?)"https://bot.example.com/")]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        services.AddTradingBotApi(configuration);
        register(services);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Installation>();
    }
}
