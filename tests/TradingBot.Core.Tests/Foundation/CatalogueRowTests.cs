using System.Reflection;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Foundation;

/// <summary>What holds for every catalogue: one row for each constant, and texts that can be shown.</summary>
public sealed class CatalogueRowTests
{
    /// <summary>The class with the constants, and the rows.</summary>
    public static TheoryData<Type, string> Catalogues => new()
    {
        { typeof(TradeEventKinds), Words(TradeEventKinds.All) },
        { typeof(NoticeKinds), Words(NoticeKinds.All) },
        { typeof(DiscrepancyKinds), Words(DiscrepancyKinds.All) },
        { typeof(DenialCodes), Words(DenialKinds.All) },
    };

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Every_constant_has_its_one_row(Type constants, string words) => Assert.Equal(
        string.Join(' ', constants.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal)),
        words);

    [Fact]
    public void Table_of_these_tests_has_every_catalogue_of_the_core() => Assert.Equal(
        typeof(CatalogueRow).Assembly.GetTypes().Count(static type => type.IsSubclassOf(typeof(CatalogueRow))), Catalogues.Count);

    [Fact]
    public void Every_row_can_be_shown()
    {
        IEnumerable<CatalogueRow> rows = [.. TradeEventKinds.All, .. NoticeKinds.All, .. DiscrepancyKinds.All, .. DenialKinds.All];

        Assert.All(rows.Select(static row => row.Meaning).Concat(rows.Select(AdviceOf).OfType<string>()), static sentence =>
        {
            Assert.True(char.IsUpper(sentence[0]), sentence);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        });
        Assert.All(rows.Select(LabelOf).OfType<string>(), static label =>
        {
            Assert.True(char.IsUpper(label[0]), label);
            Assert.InRange(label.Length, 3, 30);
        });
    }

    [Fact]
    public void Stations_lead_from_the_alert_to_the_protected_position() => Assert.Equal(
        ["Alert", "Decided", "Sent", "Accepted", "Filled", "Protected"],
        TradeEventKinds.All.Select(static kind => kind.Station).OfType<string>());

    [Fact]
    public void Code_of_no_row_is_an_error()
    {
        Assert.Throws<KeyNotFoundException>(static () => DenialKinds.Of("signal.unheardOf"));
        Assert.Throws<KeyNotFoundException>(static () => NoticeKinds.Of("unheardOf"));
    }

    [Theory]
    [InlineData(Severity.Critical, "Look at the dashboard and at the exchange now.")]
    [InlineData(Severity.Warning, "Look at the dashboard when you can.")]
    [InlineData(Severity.Info, "Nothing to do.")]
    public void Notice_of_an_unknown_kind_is_advised_on_by_its_severity(Severity severity, string advice) =>
        Assert.Equal(advice, NoticeKinds.AdviceFor(new Notification(severity, "unheardOf", "Subject", "Body")));

    private static string? AdviceOf(CatalogueRow row) => row switch
    {
        NoticeKind notice => notice.Advice,
        DenialKind denial => denial.Advice,
        _ => null,
    };

    private static string? LabelOf(CatalogueRow row) => row switch
    {
        TradeEventKind line => line.Label,
        NoticeKind notice => notice.Label,
        DiscrepancyKind discrepancy => discrepancy.Label,
        _ => null,
    };

    private static string Words(IEnumerable<CatalogueRow> rows) =>
        string.Join(' ', rows.Select(static row => row.Word).Order(StringComparer.Ordinal));
}
