namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>Tests in this collection take turns on the shared bot.</summary>
[CollectionDefinition(nameof(SharedBotTests))]
public sealed class SharedBotTests;
