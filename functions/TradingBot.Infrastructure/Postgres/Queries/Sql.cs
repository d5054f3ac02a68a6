using Npgsql;
using TradingBot.Core.Identifiers;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>The ways a command is run here.</summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, Args args, CancellationToken token)
    {
        await using var command = Command(connection, sql, args);
        return await command.ExecuteNonQueryAsync(token);
    }

    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection, string sql, Args args, Func<NpgsqlDataReader, T> map, CancellationToken token)
    {
        await using var command = Command(connection, sql, args);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<T>();
        while (await reader.ReadAsync(token))
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>The first row, or the type's default when there is none.</summary>
    public static async Task<T?> FirstAsync<T>(
        this NpgsqlConnection connection, string sql, Args args, Func<NpgsqlDataReader, T> map, CancellationToken token)
    {
        await using var command = Command(connection, sql, args);
        await using var reader = await command.ExecuteReaderAsync(token);
        return await reader.ReadAsync(token) ? map(reader) : default;
    }

    /// <summary>
    /// Statements in their order, in one round trip; each sees what the ones before it did and what others committed meanwhile.
    /// The map moves from result to result. They are prepared, because they stand on the way of an order; the connection keeps that.
    /// </summary>
    public static async Task<T> ReadAllAsync<T>(
        this NpgsqlConnection connection, IEnumerable<Statement> statements, Func<NpgsqlDataReader, Task<T>> map, CancellationToken token)
    {
        await using var batch = Batch(connection, statements);
        await batch.PrepareAsync(token);
        await using var reader = await batch.ExecuteReaderAsync(token);
        return await map(reader);
    }

    /// <summary>Runs the work in one transaction on one connection; an exception rolls it back.</summary>
    public static async Task<T> InTransactionAsync<T>(
        this NpgsqlDataSource dataSource, Func<NpgsqlTransaction, Task<T>> work, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var result = await work(transaction);
        await transaction.CommitAsync(token);
        return result;
    }

    /// <summary>Goes through the results that nobody reads: an error of their statements shows itself only there.</summary>
    public static async Task FinishAsync(this NpgsqlDataReader reader, CancellationToken token)
    {
        var hasMore = true;
        while (hasMore)
            hasMore = await reader.NextResultAsync(token);
    }

    public static T? Nullable<T>(this NpgsqlDataReader reader, string column)
        where T : struct
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);
    }

    public static T Value<T>(this NpgsqlDataReader reader, string column) => reader.GetFieldValue<T>(reader.GetOrdinal(column));

    public static string? Text(this NpgsqlDataReader reader, string column)
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
    }

    public static TradeId? TradeId(this NpgsqlDataReader reader, string column) =>
        reader.Nullable<Guid>(column) is { } id ? new TradeId(id) : null;

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IEnumerable<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var (sql, args) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            args.AddTo(command.Parameters);
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Args args)
    {
        var command = new NpgsqlCommand(sql, connection);
        args.AddTo(command.Parameters);
        return command;
    }
}
