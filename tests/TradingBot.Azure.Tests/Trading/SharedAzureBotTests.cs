namespace TradingBot.Azure.Tests.Trading;

/// <summary>The tests that take turns on the shared bot.</summary>
[CollectionDefinition(nameof(SharedAzureBotTests))]
public sealed class SharedAzureBotTests : ICollectionFixture<SharedAzureBot>;
