using System.Xml.Linq;
using TradingBot.TestKit;

namespace TradingBot.Architecture.Tests;

internal static class ProjectFiles
{
    /// <summary>The projects of the product, each in a folder of its own name.</summary>
    public static IReadOnlyList<string> Rooms =>
    [
        .. Directory.EnumerateDirectories(RepositoryRoot.At("functions")).Select(static folder => Path.GetFileName(folder))
            .Where(static room => File.Exists(RepositoryRoot.At("functions", room, $"{room}.csproj"))).Order(StringComparer.Ordinal),
    ];

    /// <summary>The projects a project file refers to, under whatever condition.</summary>
    public static IReadOnlyList<string> RoomsOf(string project) =>
    [
        .. XDocument.Load(RepositoryRoot.At(project.Split('/'))).Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];
}
