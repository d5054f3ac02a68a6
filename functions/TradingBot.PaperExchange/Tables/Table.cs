using System.Text.Json;

namespace TradingBot.PaperExchange.Tables;

/// <summary>Rows of one kind in memory, in order of creation, with a note of what the store has not yet seen.</summary>
internal sealed class Table<T>(string name) : ITable
    where T : class, IRow
{
    private readonly Dictionary<string, T> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    public string Name => name;

    public int Count => _keys.Count;

    /// <summary>Oldest first.</summary>
    public IEnumerable<T> All => _keys.Select(key => _rows[key]);

    public IEnumerable<T> NewestFirst
    {
        get
        {
            for (var index = _keys.Count - 1; index >= 0; index--)
                yield return _rows[_keys[index]];
        }
    }

    public Action<RowChange>? Noted { get; set; }

    public bool HasChanges => _changed.Count > 0;

    public T? Find(string key) => _rows.GetValueOrDefault(key);

    public void Put(T row)
    {
        var before = Find(row.Key);
        Set(row);
        _changed.Add(row.Key);
        Noted?.Invoke(new RowChange(before, row));
    }

    public void CopyFrom(ITable other)
    {
        foreach (var row in ((Table<T>)other).All)
            Set(row);
    }

    public void Undo(RowChange change)
    {
        if (change.After is not T after)
            return;
        if (change.Before is T before)
            Set(before);
        else if (_rows.Remove(after.Key))
            _keys.Remove(after.Key);
    }

    public void Clear()
    {
        _rows.Clear();
        _keys.Clear();
        _changed.Clear();
    }

    public IEnumerable<(string Key, string Body)> TakeChanges()
    {
        foreach (var key in _changed)
            yield return (key, JsonSerializer.Serialize(_rows[key], RowJson.Options));
        _changed.Clear();
    }

    public void Load(IEnumerable<string> bodies)
    {
        foreach (var row in bodies.Select(Parse).OrderBy(row => row.Seq))
            Set(row);
    }

    private void Set(T row)
    {
        if (_rows.TryAdd(row.Key, row))
            _keys.Add(row.Key);
        else
            _rows[row.Key] = row;
    }

    private static T Parse(string body) =>
        JsonSerializer.Deserialize<T>(body, RowJson.Options) ?? throw new InvalidDataException("A stored row is empty.");
}
