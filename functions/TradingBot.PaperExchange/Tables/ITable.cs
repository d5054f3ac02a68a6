namespace TradingBot.PaperExchange.Tables;

/// <summary>What the store needs of a table, whatever its rows are.</summary>
internal interface ITable
{
    string Name { get; }
    bool HasChanges { get; }

    /// <summary>Called with every row that is put, in the order of the command.</summary>
    Action<RowChange>? Noted { get; set; }

    /// <summary>Takes over the rows of another table of the same kind.</summary>
    void CopyFrom(ITable other);

    /// <summary>Brings back what stood before a change; a change of another table is none of ours.</summary>
    void Undo(RowChange change);

    IEnumerable<(string Key, string Body)> TakeChanges();
    void Load(IEnumerable<string> bodies);
}
