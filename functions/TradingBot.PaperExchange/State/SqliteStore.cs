using Microsoft.Data.Sqlite;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.State;

/// <summary>
/// Rows on disk: one write-through transaction for each command, so that a kill at any moment leaves whole commands.
/// The file is locked while it is open; a second exchange on the same folder is refused.
/// </summary>
internal sealed class SqliteStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS rows (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS minutes (category TEXT NOT NULL, symbol TEXT NOT NULL, start INTEGER NOT NULL,
            open TEXT NOT NULL, high TEXT NOT NULL, low TEXT NOT NULL, close TEXT NOT NULL, volume TEXT NOT NULL, turnover TEXT NOT NULL,
            PRIMARY KEY (category, symbol, start)) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection _connection;

    private SqliteStore(SqliteConnection connection) => _connection = connection;

    /// <param name="folder">Made when missing; null keeps everything in memory.</param>
    /// <exception cref="PaperExchangeStartException">Another process has the file open.</exception>
    public static SqliteStore Open(string? folder)
    {
        var source = ":memory:";
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            source = Path.Combine(folder, "paper-exchange.db");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Pooling = false,
            DefaultTimeout = 2,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            Run(connection, Schema);
            return new SqliteStore(connection);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is 5 or 6)
        {
            connection.Dispose();
            throw new PaperExchangeStartException($"The paper exchange's data in {folder} is in use by another process.", fault);
        }
    }

    public void Load(ExchangeState state)
    {
        foreach (var table in state.Tables)
            table.Load(Bodies(table.Name));
    }

    public IEnumerable<CandleRow> Minutes()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT category, symbol, start, open, high, low, close, volume, turnover FROM minutes ORDER BY start";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new CandleRow(
                Enum.Parse<Category>(reader.GetString(0)),
                reader.GetString(1),
                new Candle(
                    DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(2)),
                    decimal.Parse(reader.GetString(3)),
                    decimal.Parse(reader.GetString(4)),
                    decimal.Parse(reader.GetString(5)),
                    decimal.Parse(reader.GetString(6)),
                    decimal.Parse(reader.GetString(7)),
                    decimal.Parse(reader.GetString(8))));
        }
    }

    public void Save(ExchangeState state)
    {
        using var transaction = _connection.BeginTransaction();
        if (state.IsForgotten)
            Run(_connection, "DELETE FROM rows WHERE kind NOT IN ('meta', 'markets', 'option_series')");
        foreach (var table in state.Tables.Where(table => table.HasChanges))
        {
            foreach (var (key, body) in table.TakeChanges())
                Run(
                    _connection, "INSERT OR REPLACE INTO rows VALUES ($kind, $id, $body)", ("$kind", table.Name), ("$id", key),
                    ("$body", body));
        }

        foreach (var (category, symbol, candle) in state.FinishedMinutes)
        {
            Run(
                _connection,
                "INSERT OR REPLACE INTO minutes VALUES ($category, $symbol, $start, $open, $high, $low, $close, $volume, $turnover)",
                ("$category", category.ToString()),
                ("$symbol", symbol),
                ("$start", candle.Start.ToUnixTimeSeconds()),
                ("$open", Wire.Text(candle.Open)),
                ("$high", Wire.Text(candle.High)),
                ("$low", Wire.Text(candle.Low)),
                ("$close", Wire.Text(candle.Close)),
                ("$volume", Wire.Text(candle.Volume)),
                ("$turnover", Wire.Text(candle.Turnover)));
        }

        transaction.Commit();
        state.FinishedMinutes.Clear();
        state.IsForgotten = false;
    }

    public void Dispose() => _connection.Dispose();

    private List<string> Bodies(string kind)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT body FROM rows WHERE kind = $kind";
        command.Parameters.AddWithValue("$kind", kind);
        using var reader = command.ExecuteReader();
        var bodies = new List<string>();
        while (reader.Read())
            bodies.Add(reader.GetString(0));
        return bodies;
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
