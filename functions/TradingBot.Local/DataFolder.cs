using TradingBot.LocalRuntime;

namespace TradingBot.Local;

/// <summary>
/// Where everything that must survive a restart lies: <c>TRADINGBOT_DATA</c>, else <c>.tradingbot/data</c> of the checkout, else the user's
/// application data.
/// </summary>
internal sealed record DataFolder
{
    private const string OwnName = ".tradingbot";

    public required string Path { get; init; }

    /// <summary>Programs installed at first need; shared by every data folder of a checkout.</summary>
    public required string ToolsPath { get; init; }

    /// <summary>The folder made for the bot, at or above the other two when they lie together.</summary>
    public required string OwnPath { get; init; }

    /// <summary>Says where it is and makes nothing.</summary>
    public static DataFolder Locate(string? configured)
    {
        var own = SourceTree.Root is { } root
            ? System.IO.Path.Combine(root, OwnName)
            : System.IO.Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "tradingbot");
        var path = string.IsNullOrWhiteSpace(configured) ? System.IO.Path.Combine(own, "data") : System.IO.Path.GetFullPath(configured);
        return new DataFolder
        {
            Path = path,
            ToolsPath = SourceTree.Root is null ? System.IO.Path.Combine(path, "tools") : System.IO.Path.Combine(own, "tools"),
            OwnPath = string.IsNullOrWhiteSpace(configured) ? own : path,
        };
    }

    /// <summary>A folder inside, readable by this user only.</summary>
    public string Private(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <exception cref="StartupException">The folder cannot be made or written.</exception>
    public void EnsureWritable() => WritableFolder.Ensure(Path, "TRADINGBOT_DATA");
}
