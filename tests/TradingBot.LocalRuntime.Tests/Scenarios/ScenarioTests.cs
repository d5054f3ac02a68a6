using TradingBot.DurableScenarios;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Scenarios;

// What every durable backend does, Azure's storage included: the same scenarios run there in TradingBot.AzureStorage.Tests.

public sealed class ActivityScenarioTests(PostgresFixture postgres) : ActivityScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}

public sealed class RetryScenarioTests(PostgresFixture postgres) : RetryScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}

public sealed class TimerScenarioTests(PostgresFixture postgres) : TimerScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}

public sealed class EventScenarioTests(PostgresFixture postgres) : EventScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}

public sealed class ChildScenarioTests(PostgresFixture postgres) : ChildScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}

public sealed class LifeScenarioTests(PostgresFixture postgres) : LifeScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}

public sealed class DeterminismScenarioTests(PostgresFixture postgres) : DeterminismScenarios, IClassFixture<PostgresFixture>
{
    protected override async Task<IDurableHub> OpenHubAsync() => await PostgresHub.OpenAsync(postgres);
}
