using System.Text;
using System.Text.RegularExpressions;
using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;
using TradingBot.Functions.Tests.Contract;

namespace TradingBot.Functions.Tests.Catalogues;

/// <summary>Every catalogue of the core, and the table of a trade's life, as functions/docs/catalogues.md.</summary>
internal static partial class CataloguePage
{
    private const string Head = """
        # Catalogues

        The words under which the bot stores, answers and mails what happens. They are never renamed; a newer bot may have more. In the
        contract each is an enumeration of the name given here, with these texts as `x-words`.

        Generated from the catalogues of the core; not edited by hand: run the tests of `TradingBot.Functions.Tests` with
        `ACCEPT_CATALOGUES=1` to write it anew.

        """;

    private static readonly XmlDocs Docs = new(typeof(ApiJson).Assembly, typeof(Denial).Assembly);

    public static string Of(IEnumerable<CoreCatalogue> catalogues)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var catalogue in catalogues)
            Write(text, catalogue);
        WriteStatuses(text);
        WriteCauses(text);
        return text.ToString();
    }

    private static void Write(StringBuilder text, CoreCatalogue catalogue)
    {
        text.Append($"\n## {Spaced(catalogue.Type.Name)}\n\n{Docs.Of(catalogue.Type)} In the contract: `{catalogue.RowType.Name}`.\n\n");
        Row(text, catalogue.Columns.Select(static column => Spaced(column.Name).ToLowerInvariant()));
        Row(text, catalogue.Columns.Select(static _ => "---"));
        foreach (var row in catalogue.Rows)
            Row(text, catalogue.Columns.Select(column => column.Name == nameof(CatalogueRow.Word) ? $"`{row.Word}`" : Cell(column.GetValue(row))));
    }

    private static void WriteStatuses(StringBuilder text)
    {
        text.Append($"\n## Trade statuses\n\n{Docs.Of(typeof(TradeStatus))} An unfinished trade reserves risk or holds a position.\n\n");
        Row(text, ["status", "meaning", "unfinished"]);
        Row(text, ["---", "---", "---"]);
        foreach (var status in Enum.GetValues<TradeStatus>())
            Row(text, [$"`{Word(status)}`", Meaning(status), status.IsUnfinished() ? "yes" : "no"]);
    }

    private static void WriteCauses(StringBuilder text)
    {
        text.Append($"\n## What moves a trade\n\n{Docs.Of(typeof(TradeCause))} A status that is not named does not take the cause.\n\n");
        Row(text, ["cause", "meaning", "moves", "stays"]);
        Row(text, ["---", "---", "---", "---"]);
        foreach (var cause in Enum.GetValues<TradeCause>())
        {
            var moves = TradeTransitions.Of(cause);
            var changed = moves.Where(static move => move.Expected != move.Next).GroupBy(static move => move.Next)
                .Select(static group => $"{Words(group.Select(static move => move.Expected))} to `{Word(group.Key)}`");
            var same = moves.Where(static move => move.Expected == move.Next).Select(static move => move.Expected);
            Row(text, [Spaced(cause.ToString()).ToLowerInvariant(), Meaning(cause), string.Join("; ", changed), Words(same)]);
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append($"| {string.Join(" | ", cells)} |\n");

    private static string Meaning<TEnum>(TEnum word)
        where TEnum : struct, Enum => Docs.Of(typeof(TEnum).GetField(word.ToString())!) ?? "";

    private static string Words(IEnumerable<TradeStatus> statuses) =>
        string.Join(", ", statuses.Select(static status => $"`{Word(status)}`"));

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumNames.Write(value);

    private static string Cell(object? value) => value switch
    {
        null => "",
        Enum word => word.ToString().ToLowerInvariant(),
        _ => value.ToString()!.Replace("|", "\\|", StringComparison.Ordinal),
    };

    private static string Spaced(string name) => Hump().Replace(name, static hump => $" {hump.Value.ToLowerInvariant()}");

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hump();
}
