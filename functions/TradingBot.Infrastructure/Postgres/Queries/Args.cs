using Npgsql;
using NpgsqlTypes;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>Named parameters of one command. Null becomes SQL null; enums and documents are turned to text by the caller.</summary>
internal sealed class Args : Dictionary<string, object?>
{
    public Args()
    {
    }

    public Args(Args others)
        : base(others)
    {
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var (name, value) in this)
        {
            parameters.Add(value switch
            {
                Json json => new NpgsqlParameter(name, NpgsqlDbType.Jsonb) { Value = (object?)json.Text ?? DBNull.Value },
                DateTimeOffset at => new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = at.ToUniversalTime() },
                _ => new NpgsqlParameter(name, value ?? DBNull.Value),
            });
        }
    }

    /// <summary>A value for a jsonb column.</summary>
    public sealed record Json(string? Text)
    {
        public static Json Of<T>(T? value) => new(value is null ? null : LedgerJson.Write(value));
    }
}
