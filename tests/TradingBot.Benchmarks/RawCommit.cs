using Npgsql;

namespace TradingBot.Benchmarks;

/// <summary>The floor of everything durable: one row inserted and on the disk, prepared, one connection of the pool.</summary>
internal static class RawCommit
{
    public static async Task<Samples> MeasureAsync(NpgsqlDataSource source, int count)
    {
        await using (var table = source.CreateCommand(
            "CREATE TABLE IF NOT EXISTS raw_commits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content text NOT NULL)"))
            await table.ExecuteNonQueryAsync();
        var samples = new Samples();
        for (var run = -20; run < count; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await OnceAsync(source);
            if (run >= 0) samples.Since(started);
        }

        return samples;
    }

    public static async Task OnceAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO raw_commits (content) VALUES ($1)", connection);
        insert.Parameters.AddWithValue("one row, about as long as a small step of a history is");
        await insert.PrepareAsync();
        await insert.ExecuteNonQueryAsync();
    }
}
