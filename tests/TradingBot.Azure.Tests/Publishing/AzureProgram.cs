namespace TradingBot.Azure.Tests.Publishing;

/// <summary>Which program is proved here: the only place that knows its name, its project and how it is published.</summary>
internal static class AzureProgram
{
    /// <summary>Also the name of the program's assembly.</summary>
    public const string Project = "TradingBot.Azure";

    /// <summary>Names a folder into which the program has been published already.</summary>
    public const string FolderVariable = "TRADINGBOT_AZURE_PROGRAM";

    public const string Assembly = $"{Project}.dll";

    public static string ProjectFile { get; } = RepositoryRoot.At("functions", Project, $"{Project}.csproj");

    /// <summary>Inside this test project's own intermediate folder, where the next publish only copies what has changed.</summary>
    public static string DefaultFolder { get; } = RepositoryRoot.At("tests", "TradingBot.Azure.Tests", "obj", "azure-program");
}
