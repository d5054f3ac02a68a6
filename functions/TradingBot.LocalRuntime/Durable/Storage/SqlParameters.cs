using Microsoft.DurableTask.Client;
using Npgsql;
using NpgsqlTypes;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Positional, typed parameters: statements stay preparable, and null keeps its type.</summary>
internal static class SqlParameters
{
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand Text(this NpgsqlBatchCommand command, string? value) => command.With(value, NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Json(this NpgsqlBatchCommand command, string? value) => command.With(value, NpgsqlDbType.Json);

    public static NpgsqlBatchCommand Uuid(this NpgsqlBatchCommand command, Guid? value) => command.With(value, NpgsqlDbType.Uuid);

    public static NpgsqlBatchCommand Int(this NpgsqlBatchCommand command, int? value) => command.With(value, NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Small(this NpgsqlBatchCommand command, int value) => command.With((short)value, NpgsqlDbType.Smallint);

    public static NpgsqlBatchCommand Long(this NpgsqlBatchCommand command, long value) => command.With(value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Flag(this NpgsqlBatchCommand command, bool value) => command.With(value, NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Time(this NpgsqlBatchCommand command, DateTimeOffset? value) =>
        command.With(value?.UtcDateTime, NpgsqlDbType.TimestampTz);

    public static NpgsqlBatchCommand Span(this NpgsqlBatchCommand command, TimeSpan value) => command.With(value, NpgsqlDbType.Interval);

    public static NpgsqlBatchCommand Array<T>(this NpgsqlBatchCommand command, IEnumerable<T> values, NpgsqlDbType elementType) =>
        command.With(values.ToArray(), NpgsqlDbType.Array | elementType);

    public static NpgsqlBatchCommand Uuids(this NpgsqlBatchCommand command, IEnumerable<Guid> values) =>
        command.Array(values, NpgsqlDbType.Uuid);

    public static NpgsqlBatchCommand Texts(this NpgsqlBatchCommand command, IEnumerable<string?> values) =>
        command.Array(values, NpgsqlDbType.Text);

    /// <summary>Null means any status.</summary>
    public static NpgsqlBatchCommand Statuses(this NpgsqlBatchCommand command, IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        command.With(statuses?.Select(status => (short)status).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    private static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}
