using System.Reflection;

namespace TradingBot.Core.Tests.Building;

/// <summary>The members of a catalogue that write a sentence. Each has to have a row in the catalogue's table of exact texts.</summary>
internal static class Sentences
{
    public static IEnumerable<string> Of(Type catalogue, Type line) =>
        catalogue.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == line)
            .Select(static method => method.Name)
            .Order(StringComparer.Ordinal);

    /// <summary>The names in the first column of a table of exact texts.</summary>
    public static IEnumerable<string> Written<T2, T3>(TheoryData<string, T2, T3> lines) =>
        lines.Select(static line => line.Data.Item1).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
