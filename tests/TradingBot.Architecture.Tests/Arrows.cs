using System.Reflection;

namespace TradingBot.Architecture.Tests;

/// <summary>What an assembly really uses, as its compiled references tell.</summary>
internal static class Arrows
{
    /// <summary>References to rooms of ours that are not among the allowed ones.</summary>
    public static IReadOnlyList<string> ToRooms(Assembly room, params string[] allowed) =>
        [.. Names(room).Where(
            name => name.StartsWith("TradingBot.", StringComparison.Ordinal) && !allowed.Contains($"{name["TradingBot.".Length..]}"))];

    /// <summary>References to anything that does not come with .NET itself.</summary>
    public static IReadOnlyList<string> OutOfDotNet(Assembly room) =>
        [.. Names(room).Where(
            static name => name is not ("netstandard" or "mscorlib" or "System") && !name.StartsWith("System.", StringComparison.Ordinal))];

    private static IEnumerable<string> Names(Assembly room) => room.GetReferencedAssemblies().Select(static name => name.Name!);
}
