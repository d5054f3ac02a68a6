using TradingBot.AzureStorage.Tests.Storage;

[assembly: AssemblyFixture(typeof(Azurite))]
