using Npgsql;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>The engine's database and schema, and the one way commands are sent: one round trip, one transaction, prepared.</summary>
internal sealed class DurableDatabase
{
    public DurableDatabase(NpgsqlDataSource source, string schema)
    {
        DurableTaskSchema.RequireValidName(schema);
        Source = source;
        Schema = schema;
    }

    public NpgsqlDataSource Source { get; }

    public string Schema { get; }

    /// <summary>Wakes the workers of other processes; its payload is an instance id, or empty for activities.</summary>
    public string Channel => "durable_" + Schema;

    public async Task ExecuteAsync(Action<NpgsqlBatch> fill, CancellationToken token)
    {
        await using var connection = await Source.OpenConnectionAsync(token);
        await using var batch = connection.CreateBatch();
        fill(batch);
        await batch.PrepareAsync(token);
        await batch.ExecuteNonQueryAsync(token);
    }

    public async Task<T> QueryAsync<T>(
        Action<NpgsqlBatch> fill, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken token)
    {
        await using var connection = await Source.OpenConnectionAsync(token);
        await using var batch = connection.CreateBatch();
        fill(batch);
        await batch.PrepareAsync(token);
        await using var reader = await batch.ExecuteReaderAsync(token);
        var value = await read(reader, token);
        // Reading to the end brings up the error of a later statement.
        while (await reader.NextResultAsync(token))
        {
        }

        return value;
    }
}
