using TradingBot.AzureStorage.Tests.Storage;
using TradingBot.DurableScenarios;

namespace TradingBot.AzureStorage.Tests;

public sealed class ActivityTests(Azurite azurite) : ActivityScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}

public sealed class RetryTests(Azurite azurite) : RetryScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}

public sealed class TimerTests(Azurite azurite) : TimerScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}

public sealed class EventTests(Azurite azurite) : EventScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}

public sealed class ChildTests(Azurite azurite) : ChildScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}

public sealed class LifeTests(Azurite azurite) : LifeScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}

public sealed class DeterminismTests(Azurite azurite) : DeterminismScenarios
{
    protected override async Task<IDurableHub> OpenHubAsync() => await AzureStorageHub.OpenAsync(azurite);
}
