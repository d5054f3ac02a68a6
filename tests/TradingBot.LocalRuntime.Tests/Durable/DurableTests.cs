using System.Runtime.CompilerServices;
using Npgsql;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>A started engine a test class asks for; every host has a schema of its own in its class's database.</summary>
public abstract class DurableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly ConditionalWeakTable<PostgresFixture, Lazy<Task<NpgsqlDataSource>>> Databases = [];

    private readonly List<DurableTestHost> _hosts = [];
    private NpgsqlDataSource? _source;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected NpgsqlDataSource Source => _source!;

    public async ValueTask InitializeAsync() => _source =
        await Databases.GetValue(postgres, fixture => new Lazy<Task<NpgsqlDataSource>>(() => fixture.CreateDatabaseAsync())).Value;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        for (var index = _hosts.Count - 1; index >= 0; index--) await _hosts[index].DisposeAsync();
    }

    protected async Task<DurableTestHost> HostAsync()
    {
        var host = await DurableTestHost.CreateAsync(Source);
        _hosts.Add(host);
        return host;
    }

    protected DurableTestHost TwinOf(DurableTestHost host)
    {
        var twin = host.Twin();
        _hosts.Add(twin);
        return twin;
    }

    /// <summary>No recorded result stands in a history twice.</summary>
    protected static async Task AssertEachResultOnceAsync(DurableTestHost host) => Assert.Equal(0, await host.ScalarAsync<long>($"""
        SELECT count(*) FROM (
            SELECT instance_id, e ->> 'TaskId' FROM {host.Schema}.history, json_array_elements(content -> 'Inbound') e
            WHERE e ->> 'kind' IN ('completed', 'failed', 'timer') GROUP BY 1, 2 HAVING count(*) > 1) twice
        """));
}
