namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>Programs of the repository as they were built along with these tests.</summary>
public static class ProgramFile
{
    public static string Bot { get; } = Of("TradingBot.Local");

    /// <summary>What <c>dotnet run --project</c> is given.</summary>
    public static string BotProject { get; } = RepositoryRoot.At("functions", "TradingBot.Local", "TradingBot.Local.csproj");

    public static string PaperExchange { get; } = Of("TradingBot.PaperExchange");

    private static string Of(string project)
    {
        // The tests lie in bin/<configuration>/<framework>, and so does every other project.
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var file = RepositoryRoot.At("functions", project, "bin", framework.Parent!.Name, framework.Name, $"{project}.dll");
        return File.Exists(file) ? file : throw new InvalidOperationException($"{file} is not built.");
    }
}
