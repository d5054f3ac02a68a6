namespace TradingBot.TestKit;

/// <summary>The checkout that the running tests were built from.</summary>
public static class RepositoryRoot
{
    /// <summary>Full path of the folder that holds TradingBot.sln.</summary>
    public static string Path { get; } = Find();

    /// <summary>Full path of a file or folder given relative to the root.</summary>
    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "TradingBot.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No TradingBot.sln above {AppContext.BaseDirectory}.");
    }
}
