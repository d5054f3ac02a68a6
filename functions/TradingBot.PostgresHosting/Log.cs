using Microsoft.Extensions.Logging;

namespace TradingBot.PostgresHosting;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Installing PostgreSQL {Version} into {Folder} (once, about 60 MB)")]
    public static partial void Installing(ILogger logger, string version, string folder);

    [LoggerMessage(101, LogLevel.Information, "Waiting for another process that installs PostgreSQL")]
    public static partial void WaitingForInstall(ILogger logger);

    [LoggerMessage(102, LogLevel.Information, "Initialising the database in {Folder}")]
    public static partial void Initialising(ILogger logger, string folder);

    [LoggerMessage(103, LogLevel.Information, "PostgreSQL listens on 127.0.0.1:{Port}, process {ProcessId}, after {Milliseconds} ms")]
    public static partial void Started(ILogger logger, int port, int processId, long milliseconds);

    [LoggerMessage(104, LogLevel.Information, "PostgreSQL is still starting, it may be recovering from an unclean stop")]
    public static partial void StillStarting(ILogger logger);

    [LoggerMessage(105, LogLevel.Warning, "Stopping PostgreSQL process {ProcessId} that an earlier run left behind")]
    public static partial void StoppingOrphan(ILogger logger, int processId);

    [LoggerMessage(106, LogLevel.Information, "The user that PostgreSQL runs as cannot reach {Wanted}: using {Actual} instead")]
    public static partial void Relocated(ILogger logger, string wanted, string actual);

    [LoggerMessage(107, LogLevel.Information, "Waiting for remains of an earlier PostgreSQL to vanish: {Reason}")]
    public static partial void Retrying(ILogger logger, string reason);

    [LoggerMessage(108, LogLevel.Debug, "PostgreSQL: {Line}")]
    public static partial void ServerLine(ILogger logger, string line);

    [LoggerMessage(109, LogLevel.Error, "PostgreSQL ended on its own with code {ExitCode}; starting it again")]
    public static partial void EndedUnexpectedly(ILogger logger, int exitCode);

    [LoggerMessage(110, LogLevel.Critical, "PostgreSQL could not be started again: {Reason}")]
    public static partial void RestartFailed(ILogger logger, string reason);
}
