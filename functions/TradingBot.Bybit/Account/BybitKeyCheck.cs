using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Account;

/// <summary>Asks Bybit at start what the key may do, so that a missing right shows before the first signal.</summary>
public sealed class BybitKeyCheck
{
    private const int FewDays = 14;

    private readonly BybitReader _reader;

    internal BybitKeyCheck(BybitReader reader) => _reader = reader;

    public async Task<ExchangeResult<BybitKeyReport>> CheckAsync(CancellationToken token)
    {
        var answer = await _reader.ReadAsync(Endpoints.KeyInfo, category: null, Query.Empty, BybitJson.Default.WireKeyInfo, token);
        return answer.Map(static read => Report(read.Value));
    }

    private static BybitKeyReport Report(WireKeyInfo key)
    {
        // Absent means unknown, and an unknown right is no right.
        var report = new BybitKeyReport
        {
            IsReadOnly = key.ReadOnly != 0,
            Tradable = key.ReadOnly == 0 ? [.. Enum.GetValues<Category>().Where(category => Has(key, category))] : [],
            CanWithdraw = Has(key, "Wallet", "Withdraw"),
            IsBoundToAddress = key.Ips is { Count: > 0 } ips && !ips.Contains("*"),
            DaysLeft = key.DeadlineDay is >= 0 and <= 3650 ? (int)key.DeadlineDay : null,
            Warnings = [],
        };
        return report with { Warnings = [.. Warn(report)] };
    }

    private static IEnumerable<string> Warn(BybitKeyReport report)
    {
        if (report.IsReadOnly)
            yield return "The API key is read-only: no order can be placed. Create one with read-write rights.";
        else
        {
            foreach (var category in Enum.GetValues<Category>().Except(report.Tradable))
                yield return $"The API key may not trade {WireText.Of(category)}: it lacks {Needs(category)}.";
        }

        if (report.CanWithdraw)
            yield return "The API key may withdraw money. A trading bot never needs that: remove the Withdraw right.";
        if (!report.IsBoundToAddress)
            yield return "The API key works from any address. Bind it to the bot's address.";
        if (report.DaysLeft is < FewDays)
            yield return $"The API key expires in {report.DaysLeft} days.";
    }

    private static bool Has(WireKeyInfo key, Category category) => category switch
    {
        Category.Spot => Has(key, "Spot", "SpotTrade"),
        Category.Linear or Category.Inverse => Has(key, "ContractTrade", "Order") && Has(key, "ContractTrade", "Position"),
        Category.Option => Has(key, "Options", "OptionsTrade"),
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };

    private static string Needs(Category category) => category switch
    {
        Category.Spot => "SpotTrade",
        Category.Linear or Category.Inverse => "Order and Position of ContractTrade",
        Category.Option => "OptionsTrade",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };

    private static bool Has(WireKeyInfo key, string group, string right) =>
        key.Permissions is { } all && all.TryGetValue(group, out var rights) && rights is not null && rights.Contains(right);
}
