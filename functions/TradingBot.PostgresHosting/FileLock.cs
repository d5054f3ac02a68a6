namespace TradingBot.PostgresHosting;

/// <summary>A lock between processes, held through an open file; the system releases it however the process ends.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Null when another process (or another lock of this one) holds the file.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public static async Task<FileLock> TakeAsync(string path, Action onWait, TimeProvider time, CancellationToken token)
    {
        var logged = false;
        while (true)
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (!logged)
                onWait();
            logged = true;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, token);
        }
    }

    public void Dispose() => _file.Dispose();
}
