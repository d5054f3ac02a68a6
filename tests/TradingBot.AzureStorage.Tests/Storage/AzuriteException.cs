namespace TradingBot.AzureStorage.Tests.Storage;

internal sealed class AzuriteException(string message) : Exception(message);
