using System.Reflection;
using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>A catalogue of the core as contract and documentation list it: its rows, and the columns of their record.</summary>
internal sealed class CoreCatalogue
{
    private CoreCatalogue(Type type)
    {
        Type = type;
        Rows = [.. (IEnumerable<CatalogueRow>)type.GetProperty("All")!.GetValue(obj: null)!];
        RowType = Rows[0].GetType();
        Columns = [.. RowType.GetConstructors()[0].GetParameters().Select(column => RowType.GetProperty(column.Name!)!)];
    }

    /// <summary>Every catalogue of the core, found by the type of its rows.</summary>
    public static IReadOnlyList<CoreCatalogue> All { get; } =
    [
        .. typeof(CatalogueRow).Assembly.GetTypes()
            .Where(static type => typeof(IEnumerable<CatalogueRow>).IsAssignableFrom(type.GetProperty("All")?.PropertyType))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => new CoreCatalogue(type)),
    ];

    /// <summary>The static class.</summary>
    public Type Type { get; }

    /// <summary>The record of a row; the contract's name of the words.</summary>
    public Type RowType { get; }

    /// <summary>In the order of the catalogue.</summary>
    public IReadOnlyList<CatalogueRow> Rows { get; }

    /// <summary>In the order in which a row is written, the word among them.</summary>
    public IReadOnlyList<PropertyInfo> Columns { get; }

    public static CoreCatalogue Of(Type type) => All.Single(catalogue => catalogue.Type == type);
}
