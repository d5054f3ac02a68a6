namespace TradingBot.PaperExchange.Tables;

/// <summary>One stored record: its key within its table and its place in the order of creation.</summary>
internal interface IRow
{
    string Key { get; }
    long Seq { get; }
}
