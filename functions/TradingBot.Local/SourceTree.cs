namespace TradingBot.Local;

/// <summary>The checkout this program was built in, when it runs from one.</summary>
internal static class SourceTree
{
    /// <summary>Folder of the solution; null for a published program.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TradingBot.sln")))
                return folder.FullName;
        }

        return null;
    }
}
