namespace TradingBot.PaperExchange;

/// <summary>What the store needs of a table, whatever its rows are.</summary>
internal interface ITable
{
    string Name { get; }
    bool HasChanges { get; }
    IEnumerable<(string Key, string Body)> TakeChanges();
    void Load(IEnumerable<string> bodies);
}
