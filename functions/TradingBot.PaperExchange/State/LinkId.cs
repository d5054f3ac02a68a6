using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.State;

/// <summary>An orderLinkId that was used once; it stays taken for the life of the account.</summary>
internal sealed record LinkId(string Key, string OrderId, long Seq) : IRow
{
    public static string KeyOf(Category category, string linkId) => (category == Category.Spot ? "spot:" : "derivatives:") + linkId;
}
